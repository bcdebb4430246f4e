import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/*
 * The analysts' page: `npm run build:web` writes web/dist, which the API serves at `/`.
 * `npm run dev:web` serves the sources with hot reload and passes the API's paths on to BALLAST_API.
 */
const api = process.env.BALLAST_API ?? "http://127.0.0.1:42069";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: "es2022",
    // `/assets` is a view of the page.
    assetsDir: "static",
    // Inlined images would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    // The chart library, which is loaded with the first chart.
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false },
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/v1", "/prices", "/openapi.json", "/docs", "/graphql"].map((path) => [path, api]),
    ),
  },
});
