// Following the focus as it goes from stop to stop.

import { focusOnView } from './page.mjs';
import { until } from './until.mjs';

/** What has the focus. WebKit scrolls to it when it next draws, so one that is not on the screen is looked at again. */
export async function focusOnceScrolled(person) {
  let stop;
  const isOnScreen = async () => {
    stop = await person.ask(focusOnView);
    return !stop.what || stop.isOnScreen;
  };
  await until(isOnScreen, () => 'it stays away, which is for the caller to tell').catch(() => {});
  return stop;
}
