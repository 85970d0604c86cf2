// Every activity sends only these lines. The views themselves are plain modules that the server hands out once,
// to JupyterLab, Notebook and Voila alike, so that all activities of a page share one workbook.
const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
const home = new URL(`${config.baseUrl ?? "/"}voila/templates/leaningwell/static/`, window.location.origin);
const { render } = await import(new URL("kit/mount.js", home).href);
export default { render };
