// Asks before a page with unsaved changes is left: by a link, by the browser's buttons, or by closing the tab.

/**
 * `unsaved()` says whether there is something to lose, `ask()` resolves to whether to go on, `stays(hash)` whether an address belongs to
 * the same page. Returns what ends the watch.
 */
export function guardLeaving({unsaved, ask, stays = () => false}) {
  let asking = false;
  const onHash = async event => {
    const to = new URL(event.newURL).hash;
    if (!unsaved() || stays(to)) return;
    event.stopImmediatePropagation();
    history.replaceState(null, '', event.oldURL);
    if (asking) return;
    asking = true;
    const go = await ask();
    asking = false;
    if (go) location.hash = to;
  };
  const onClose = event => {
    if (unsaved()) event.preventDefault();
  };
  addEventListener('hashchange', onHash, {capture: true});
  addEventListener('beforeunload', onClose);
  return () => {
    removeEventListener('hashchange', onHash, {capture: true});
    removeEventListener('beforeunload', onClose);
  };
}
