// Stands in for MathJax, which Voila's front end would fetch from another host. The course's text has no formulas.
window.MathJax = { Hub: { Config() {}, Configured() {}, Queue() {}, Register: { StartupHook() {} } } };
