// Asks before a page with unsaved changes is left: by a link, by the browser's buttons, or by closing the tab.
import {onLeave} from './router.js';

/**
 * `unsaved()` says whether there is something to lose, `ask()` resolves to whether to go on, `stays(hash)` whether an address belongs to
 * the same page. Returns what ends the watch.
 */
export function guardLeaving({unsaved, ask, stays = () => false}) {
  let asking = false;
  const leave = async to => {
    asking = true;
    const go = await ask();
    asking = false;
    if (go) location.hash = to;
  };
  const forget = onLeave(({oldURL, newURL}) => {
    const to = new URL(newURL).hash;
    if (!unsaved() || stays(to)) return true;
    history.replaceState(null, '', oldURL);
    if (!asking) leave(to);
    return false;
  });
  const onClose = event => {
    if (unsaved()) event.preventDefault();
  };
  addEventListener('beforeunload', onClose);
  return () => {
    forget();
    removeEventListener('beforeunload', onClose);
  };
}
