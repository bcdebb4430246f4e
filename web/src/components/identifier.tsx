import { Link } from "react-router";
import { shortHex } from "../lib/format-units.ts";
import { useAsOf } from "../lib/use-as-of.ts";

/** An address or hash, shortened for the eye and whole on hover and to a screen reader. */
export function ShortHex({ text }: { text: string }) {
  return (
    <span className="hex" title={text}>
      <span aria-hidden="true">{shortHex(text)}</span>
      <span className="visually-hidden">{text}</span>
    </span>
  );
}

/** To the view of an account, at the same moment. */
export function AccountLink({ account }: { account: string }) {
  const { search } = useAsOf();
  const colon = account.lastIndexOf(":");
  return (
    <Link to={{ pathname: `/accounts/${account}`, search }} className="hex" title={account}>
      <span aria-hidden="true">
        {account.slice(0, colon + 1)}
        {shortHex(account.slice(colon + 1))}
      </span>
      <span className="visually-hidden">{account}</span>
    </Link>
  );
}

/** To the view of an asset, at the same moment. */
export function AssetLink({ asset, symbol }: { asset: string; symbol: string | null }) {
  const { search } = useAsOf();
  return (
    <Link to={{ pathname: `/assets/${asset}`, search }} title={asset}>
      {symbol ?? asset}
    </Link>
  );
}
