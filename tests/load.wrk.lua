-- Asks nginx for any of the site's files, in any of the codings, a few thousand times a second; counts what is not 200.
local paths = {}
for line in io.lines(os.getenv("LOAD_PATHS")) do paths[#paths + 1] = line end
local codings = { "br, gzip", "gzip", "identity" }
local seeds = 0

function setup(thread)
  seeds = seeds + 1
  thread:set("seed", seeds)
  thread:set("others", 0)
end

function init()
  math.randomseed(seed)
end

function request()
  return wrk.format("GET", paths[math.random(#paths)], { ["Accept-Encoding"] = codings[math.random(#codings)] })
end

function delay()
  return math.random(0, 6)
end

function response(status)
  if status ~= 200 then others = others + 1 end
end

function done(summary)
  local wrong = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "connect": %d, "read": %d, "write": %d, "timeout": %d, "status": %d, "seconds": %.1f}\n',
    summary.requests, wrong.connect, wrong.read, wrong.write, wrong.timeout, wrong.status, summary.duration / 1e6))
end
