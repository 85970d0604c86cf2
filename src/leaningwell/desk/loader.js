// The desk's view is a plain module that the server hands out; learners' pages never ask for it.
const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
const home = new URL(`${config.baseUrl ?? "/"}voila/templates/leaningwell/static/`, window.location.origin);
const { render } = await import(new URL("desk/desk.js", home).href);
export default { render };
