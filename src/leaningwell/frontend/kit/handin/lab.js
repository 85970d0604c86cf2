// Whether the notebook is open in JupyterLab with changes that are not saved: only what is saved is handed in.

/** The tab of the notebook that holds `root`, or null outside JupyterLab. @param {HTMLElement} root */
function tab(root) {
  const panel = root.closest(".jp-NotebookPanel");
  return panel && document.querySelector(`.lm-TabBar-tab[data-id="${CSS.escape(panel.id)}"]`);
}

/** @param {HTMLElement} root @returns {boolean} */
export const unsaved = (root) => tab(root)?.classList.contains("jp-mod-dirty") ?? false;

/** @param {HTMLElement} root @returns {boolean} */
export const inLab = (root) => Boolean(root.closest(".jp-NotebookPanel"));

/**
 * Call `act` when the notebook is changed or saved.
 * @param {HTMLElement} root @param {() => void} act
 * @returns {() => void} stops it
 */
export function whenSavedInLab(root, act) {
  const watched = tab(root);
  if (!watched) return () => undefined;
  const watch = new MutationObserver(act);
  watch.observe(watched, { attributes: true, attributeFilter: ["class"] });
  return () => watch.disconnect();
}
