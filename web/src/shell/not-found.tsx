import { Link, useLocation } from "react-router";

export function NotFound() {
  const { pathname } = useLocation();
  return (
    <section className="notice">
      <h1>There is no view at {pathname}</h1>
      <p>
        An account is at <code>/accounts/0x…</code>, an asset at{" "}
        <code>/assets/eip155:…/erc20:0x…</code>. The search above finds both; the API's routes are
        under <code>/v1</code>, described in <a href="/docs">its documentation</a>.
      </p>
      <p>
        <Link to="/">To the overview</Link>
      </p>
    </section>
  );
}
