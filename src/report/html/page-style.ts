/**
 * The page's style. Its hash stands in the page's policy. Contrast is at least 4.5:1 for text in both schemes
 * (checked with axe in the browser test).
 */
export const pageStyle = `
:root{--bg:#f6f7f9;--card:#fff;--ink:#16202c;--soft:#55606e;--line:#d9dee5;--accent:#0b5cad;--fail:#b3261e;--unknown:#8a5300;--error:#8b1a8b;--pass:#1b6e3c;--quiet:#55606e;--critical:#8c1466;--high:#b3261e;--medium:#8a5300;--low:#0b5f73;--tint:#eef3f9;--warn:#fff4dc}
@media screen and (prefers-color-scheme:dark){:root{--bg:#12171e;--card:#1a212b;--ink:#e6ebf1;--soft:#a3afbd;--line:#333e4b;--accent:#7db8f5;--fail:#ff8a80;--unknown:#f2bd5c;--error:#e79be7;--pass:#7fd39c;--quiet:#a3afbd;--critical:#ff9ad8;--high:#ff8a80;--medium:#f2bd5c;--low:#7fd0e3;--tint:#222c39;--warn:#3a2f16}}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans",sans-serif;background:var(--bg);color:var(--ink)}
body{margin:0 auto;padding:1.5rem clamp(.75rem,3vw,2.5rem) 4rem;max-width:1500px;display:flex;flex-direction:column}
.top{order:-2}#summary{order:-1}
h1{font-size:1.6rem;margin:0;letter-spacing:-.01em}h2{font-size:1.15rem;margin:0 0 .6rem}h3{font-size:1rem;margin:1rem 0 .3rem}
.top p{margin:.1rem 0 1.1rem;color:var(--soft)}
p{margin:.4rem 0}a{color:var(--accent)}
code,pre{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
#summary,.panel,.without{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.25rem;margin-bottom:1rem}
.warning{background:var(--warn);border-left:4px solid var(--unknown);padding:.5rem .8rem;border-radius:4px;margin:.2rem 0 .9rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:.6rem;margin:0}
.tile{border:1px solid var(--line);border-top:4px solid var(--quiet);border-radius:8px;padding:.5rem .8rem;min-height:5.2rem}
.tile dt{font-size:.85rem;color:var(--soft)}.tile dd{margin:0;font-size:1.75rem;font-weight:650;line-height:1.2;font-variant-numeric:tabular-nums}
.tile dd.hint{font-size:.78rem;font-weight:400;color:var(--soft)}
.tile.fail{border-top-color:var(--fail)}.tile.fail:not(.zero) dd:nth-child(2){color:var(--fail)}
.tile.unknown{border-top-color:var(--unknown)}.tile.unknown:not(.zero) dd:nth-child(2){color:var(--unknown)}
.tile.rule-error{border-top-color:var(--error)}.tile.pass{border-top-color:var(--pass)}
.by{display:inline-block;margin:.9rem .6rem .2rem 0;color:var(--soft)}
.severities{display:inline-flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;margin:0;padding:0}
.severities .critical b{color:var(--critical)}.severities .high b{color:var(--high)}.severities .medium b{color:var(--medium)}.severities .low b{color:var(--low)}
.notes{margin:.2rem 0;padding-left:1.2rem}
.about{margin-top:.8rem}.about summary,.why summary{cursor:pointer;color:var(--accent)}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0 0}.facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}
.bar{position:sticky;top:0;z-index:2;margin-top:0;background:var(--card);border:1px solid var(--line);border-radius:10px 10px 0 0;padding:.8rem 1.25rem;display:grid;gap:.6rem}
.line{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end}
.field{display:grid;gap:.15rem;font-size:.82rem;color:var(--soft)}.field.grow{flex:1 1 18rem}
input,select,button{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.4rem .6rem;min-height:2.2rem}
input,select{border-color:var(--soft)}::placeholder{color:var(--soft);opacity:1}
.field input,.field select{width:100%;font-size:.95rem}.field select{max-width:20rem}
button{cursor:pointer}button:disabled{color:var(--soft);cursor:default}
button:hover:not(:disabled){border-color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:1px}
.chip::first-letter{text-transform:uppercase}.chips{display:flex;flex-wrap:wrap;gap:.35rem;border:0;margin:0;padding:0}
.chips legend{float:left;min-width:4.2rem;padding:.3rem .5rem 0 0;font-size:.82rem;color:var(--soft)}
.chip{border-radius:999px;padding:.1rem .75rem;min-height:1.9rem;font-size:.88rem}
.chip[aria-pressed=true]{background:var(--accent);border-color:var(--accent);color:var(--card);font-weight:600}
.status{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between;font-size:.9rem}
.pager{display:flex;gap:.4rem;align-items:center}
.wrap{background:var(--card);border:1px solid var(--line);border-top:0;border-radius:0 0 10px 10px;overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{text-align:left;padding:.5rem .7rem;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{font-size:.8rem;color:var(--soft);font-weight:600;white-space:nowrap}
thead button{all:unset;cursor:pointer}thead button:hover,th[aria-sort]{color:var(--accent)}th[aria-sort=ascending] button::after{content:" \\2191"}th[aria-sort=descending] button::after{content:" \\2193"}thead button:focus-visible{outline:3px solid var(--accent)}
tbody tr:last-child>td{border-bottom:0}
.row:hover{background:var(--tint)}
.open{all:unset;cursor:pointer;font-weight:650;white-space:nowrap;padding:.05rem .2rem;margin-left:-.2rem;border-radius:4px}.open:focus-visible{outline:3px solid var(--accent)}
.open::before{content:"";display:inline-block;width:0;height:0;border:.32em solid transparent;border-left-color:currentColor;border-right:0;margin-right:.5em}
.open[aria-expanded=true]::before{transform:rotate(90deg)}
.v-fail{color:var(--fail)}.v-unknown{color:var(--unknown)}.v-rule-error{color:var(--error)}.v-pass{color:var(--pass)}.v-quiet{color:var(--quiet)}
.s{font-weight:600}.s-critical{color:var(--critical)}.s-high{color:var(--high)}.s-medium{color:var(--medium)}.s-low{color:var(--low)}
td.asset,td.message{overflow-wrap:anywhere}td.asset{min-width:12.5rem;max-width:20rem}td.message{min-width:18rem}td.rule{min-width:10rem}
td.rule b{white-space:nowrap}.sub{display:block;color:var(--soft);font-size:.86rem}
td.account,td.region{white-space:nowrap;font-variant-numeric:tabular-nums}
.details td{background:var(--tint);padding:.9rem 1.25rem 1.1rem}
.details h3{margin:.8rem 0 .2rem;font-size:.9rem}.details h3:first-child{margin-top:0}.details ul{margin:.1rem 0;padding-left:1.2rem}
.details li{margin:.3rem 0;overflow-wrap:anywhere}.details pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:.2rem 0;padding:.4rem .6rem;background:var(--card);border:1px solid var(--line);border-radius:6px;max-height:20rem;overflow:auto}
.tag{display:inline-block;border:1px solid var(--line);background:var(--card);border-radius:4px;padding:0 .4rem;margin:.1rem .3rem .1rem 0;font-size:.84rem}
.empty{padding:2rem;text-align:center;color:var(--soft)}
.plain{padding-left:1.4rem}.plain>li{margin-bottom:1rem;overflow-wrap:anywhere}
@media screen and (max-height:760px){.bar{position:static}}
@media screen and (max-width:800px){.bar{position:static}thead{display:none}.row{display:grid;grid-template-columns:1fr 1fr;padding:.6rem .4rem;border-bottom:1px solid var(--line)}.row td{border:0;padding:.15rem .5rem}.row td.message,.row td.rule,.row td.asset{grid-column:1/-1;max-width:none}.details,.details td{display:block}}
@media print{:root{--bg:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--tint:#fff;--warn:#fff;color-scheme:light}body{max-width:none;padding:0}.bar .line,.bar .chips,.pager,.open::before{display:none}.bar{position:static;border:0;padding:.3rem 0}.wrap,#summary{border:0;padding:0;overflow:visible}tr{break-inside:avoid}thead{display:table-header-group}.details pre{max-height:none;overflow:visible}html{font-size:11px}td.message,td.rule{min-width:0}td.asset{min-width:9rem}td,th{padding:.3rem .4rem}td.account,td.region{white-space:normal}}
`;
