// Before the first paint, so that a chosen theme does not flash; the policy forbids an inline script.
try {
  const theme = localStorage.getItem("ballast-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden: the system's scheme holds.
}
