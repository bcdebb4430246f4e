import { useEffect, useRef, useState } from "react";

type Tip = { text: string; left: number; top: number; above: boolean };

const GAP_PIXELS = 6;

/**
 * The exact value of whatever has `data-exact`, on hover and on keyboard focus; Escape takes it away.
 * One element for all numbers of the page. A screen reader has the exact value in the number's name.
 */
export function ExactTip() {
  const [tip, setTip] = useState<Tip | null>(null);
  const shownFor = useRef<Element | null>(null);
  useEffect(() => {
    const show = (event: Event) => {
      const target = event.target instanceof Element ? event.target.closest("[data-exact]") : null;
      if (target === shownFor.current) return;
      shownFor.current = target;
      if (target === null) {
        setTip(null);
        return;
      }
      const box = target.getBoundingClientRect();
      const above = box.bottom + 80 > window.innerHeight;
      setTip({
        text: target.getAttribute("data-exact") ?? "",
        left: Math.max(8, Math.min(box.left, window.innerWidth - 328)),
        top: above ? box.top - GAP_PIXELS : box.bottom + GAP_PIXELS,
        above,
      });
    };
    const hide = () => {
      shownFor.current = null;
      setTip(null);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") hide();
    };
    document.addEventListener("pointerover", show);
    document.addEventListener("focusin", show);
    document.addEventListener("focusout", hide);
    document.addEventListener("keydown", onKey);
    window.addEventListener("scroll", hide, { passive: true, capture: true });
    return () => {
      document.removeEventListener("pointerover", show);
      document.removeEventListener("focusin", show);
      document.removeEventListener("focusout", hide);
      document.removeEventListener("keydown", onKey);
      window.removeEventListener("scroll", hide, { capture: true });
    };
  }, []);
  if (tip === null) return null;
  return (
    <div
      className="exact-tip"
      aria-hidden="true"
      style={{
        left: tip.left,
        top: tip.top,
        transform: tip.above ? "translateY(-100%)" : undefined,
      }}
    >
      {tip.text}
    </div>
  );
}
