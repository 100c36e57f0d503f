/** The page's style; its hash stands in the page's policy. Text has a contrast of at least 4.5:1 in both schemes. */
export const coverageStyle = `
:root{--bg:#f6f7f9;--card:#fff;--ink:#16202c;--soft:#55606e;--line:#d9dee5;--r:#d5efdc;--rt:#0f4f28;--p:#fdebc0;--pt:#664000;--d:#f1d7f1;--dt:#6d146d;--w:#e4dcf7;--wt:#46228a;--n:#f8d3d0;--nt:#84150f;--u:#d5e7f3;--ut:#0c4668}
@media screen and (prefers-color-scheme:dark){:root{--bg:#12171e;--card:#1a212b;--ink:#e6ebf1;--soft:#a3afbd;--line:#333e4b;--r:#173d26;--rt:#a5e6bd;--p:#4a3712;--pt:#f7d58f;--d:#46204a;--dt:#f0b9f0;--w:#33285a;--wt:#d3c4ff;--n:#511d1a;--nt:#ffb5ae;--u:#183a50;--ut:#a8d8f5}}
*{box-sizing:border-box}
html{font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;background:var(--bg);color:var(--ink)}
body{margin:0 auto;padding:1.5rem clamp(.75rem,3vw,2.5rem) 4rem;max-width:1500px}
h1{font-size:1.6rem;margin:0}h2{display:inline;font-size:1.05rem;margin:0}h3{font-size:.95rem;margin:.7rem 0 .1rem}ul{margin:.1rem 0}
header p,footer p{color:var(--soft);margin:.1rem 0 1rem}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0;margin:0 0 1rem}
.k{display:inline-block;min-width:1.5rem;padding:0 .45rem;border-radius:4px;text-align:center;font-weight:600;font-size:.88rem}
.r{background:var(--r);color:var(--rt)}.p{background:var(--p);color:var(--pt)}.d{background:var(--d);color:var(--dt)}.w{background:var(--w);color:var(--wt)}.n{background:var(--n);color:var(--nt)}.u{background:var(--u);color:var(--ut)}
details{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.7rem 1rem;margin-bottom:.7rem}
summary{cursor:pointer}summary:focus-visible,.wrap:focus-visible{outline:3px solid #0b5cad;outline-offset:2px}
.sum{display:inline-flex;flex-wrap:wrap;gap:.3rem;margin-left:.6rem}
.wrap{overflow-x:auto;margin:.7rem 0;position:relative}
table{border-collapse:collapse;font-size:.92rem;margin:.4rem 0}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{padding:.28rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.map td{text-align:center;font-weight:700;border:2px solid var(--card);min-width:2.6rem}.map th{white-space:nowrap;overflow-wrap:normal}
.kept{min-width:34rem}
thead th{color:var(--soft);font-size:.82rem}abbr{text-decoration:none}
tbody th{font-weight:500}code{font-size:.82em;color:var(--soft)}
.h{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
ul{padding-left:1.2rem}
@media print{details{break-inside:avoid;border:0}details>*{display:block!important}.k,.map td{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
