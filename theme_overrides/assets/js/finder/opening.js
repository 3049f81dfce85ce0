/* Who is open now: judged, and said, by opening.js and the table of holidays. Without both, hours are only shown. */

const SCRIPT = new URL('../opening.js', import.meta.url).href;
const LOOKS = { open: ['tag tag--ok', 'clock'], closed: ['tag', 'clock'], call: ['tag tag--check', 'phone'] };

/** Calls `judge` when the reader comes back to the page in another minute: telephones keep pages open for days. */
export function onReturn(judge) {
  const minute = () => Math.floor(Date.now() / 6e4);
  let judged = minute();
  const back = () => {
    if (document.hidden || judged === minute()) return;
    judged = minute();
    judge();
  };
  document.addEventListener('visibilitychange', back);
  addEventListener('pageshow', back);
}

export const opening = {
  ready: false,

  /** Fetches both, once. */
  async load(base) {
    this.loading = this.loading || Promise.all([
      import(SCRIPT), fetch(new URL('ngay-nghi.json', base)).then((answered) => answered.json()),
    ]).then(([script, calendar]) => Object.assign(this, { script, calendar, ready: true })).catch(() => {});
    await this.loading;
  },

  open(hours, exceptions, now) { return this.script.stateOf(hours, exceptions, this.calendar, now).state === 'open'; },

  /** How it stands at `now`: { look, icon, text }; nothing for hours that cannot be judged. */
  state(hours, exceptions, now) {
    if (!this.ready || !hours) return null;
    const state = this.script.stateOf(hours, exceptions, this.calendar, now), [look, icon] = LOOKS[state.state];
    return { look, icon, text: this.script.worded(state, this.calendar.words) };
  },
};
