import { Link, NavLink } from "react-router";
import { useAsOf } from "../lib/use-as-of.ts";
import { FreshnessMark } from "./freshness-mark.tsx";
import { SearchBox } from "./search-box.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

const VIEWS = [
  { to: "/", label: "Overview" },
  { to: "/assets", label: "Assets" },
  { to: "/risk", label: "Risk" },
  { to: "/attestations", label: "Attestations" },
  { to: "/chains", label: "Chains" },
] as const;

export function Header() {
  const { search } = useAsOf();
  return (
    <header className="header">
      <Link to={{ pathname: "/", search }} className="brand" aria-label="Ballast: overview">
        <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
          <rect width="32" height="32" rx="7" className="brand-ground" />
          <path d="M7 12h18M9 17h14M12 22h8" className="brand-lines" />
        </svg>
        Ballast
      </Link>
      <nav aria-label="Views" className="views">
        {VIEWS.map(({ to, label }) => (
          <NavLink key={to} to={{ pathname: to, search }} end={to === "/"}>
            {label}
          </NavLink>
        ))}
      </nav>
      <SearchBox />
      <div className="header-end">
        <FreshnessMark />
        <ThemeSwitch />
      </div>
    </header>
  );
}
