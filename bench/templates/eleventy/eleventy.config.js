// Light templates: pages, lists by month and programme, a feed, a sitemap and a JSON index.
const newestFirst = (one, other) => other.date - one.date;
const articles = (api) => api.getFilteredByGlob("bai-viet/**/*.md").sort(newestFirst);

function grouped(pages, keysOf) {
  const groups = new Map();
  for (const page of pages) {
    for (const key of keysOf(page)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(page);
    }
  }
  return [...groups].map(([key, pages]) => ({ key, pages }));
}

export default function (config) {
  config.addGlobalData("layout", "page.njk");
  config.addCollection("articles", articles);
  config.addCollection("latest", (api) => articles(api).slice(0, 25));
  config.addCollection("places", (api) => api.getFilteredByGlob("noi-giup-do/**/*.md"));
  config.addCollection("months", (api) =>
    grouped(articles(api), (page) => [page.date.toISOString().slice(0, 7).replace("-", "/")]),
  );
  config.addCollection("programmes", (api) =>
    grouped(articles(api), (page) => page.data.programmes).map(({ key, pages }) => ({ key, pages: pages.slice(0, 25) })),
  );
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("stamp", (date) => date.toUTCString());
  config.addFilter("json", (value) => JSON.stringify(value));
  return { markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
}
