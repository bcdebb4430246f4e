/*
 * For Ponder, whose Vite watches the project's folder. The embedded Postgres keeps its files there:
 * watched, each of its writes has thousands of files looked at again, a third of a core for as long as
 * the process lives.
 */
export default {
  server: { watch: { ignored: ["**/.data/**", "**/.cache/**", "**/.ponder/**", "**/web/**"] } },
};
