//! How the picture looks: classes with plain colours, and others for a dark page.
//!
//! No variables, no fonts from elsewhere, no scripts: what every viewer of SVG understands.

pub(super) const STYLE: &str = "
text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:11px;fill:#374151}
.page{fill:#ffffff}
.h1{font-size:16px;font-weight:bold;fill:#111827}
.title{font-size:13px;font-weight:bold;fill:#111827}
.code,.hint{fill:#4b5563}
.when{font-style:italic;fill:#6d28d9}
.t-pivot{font-weight:bold;fill:#b45309}
.t-parks{font-weight:bold;fill:#b91c1c}
.tag{font-size:10px;fill:#4b5563}
.card{stroke-width:1.2}
.start{fill:#1f2937;stroke:#1f2937}
.on-start{fill:#ffffff}
.check{fill:#ecfdf5;stroke:#059669}
.read{fill:#f9fafb;stroke:#6b7280}
.write{fill:#eff6ff;stroke:#2563eb}
.external{fill:#fff7ed;stroke:#ea580c}
.undo{fill:#ffffff;stroke:#6b7280;stroke-dasharray:6 4}
.second{fill:none}
.skippable{stroke-dasharray:2 3;stroke-width:1.6}
.parks{stroke:#dc2626;stroke-width:2}
.pivot{stroke:#b45309;stroke-width:3.2}
.box{fill:#f3f4f6;stroke:#9ca3af}
.heading-back{stroke:none}
.alone{stroke-dasharray:2 3}
.heading{fill:#4b5563}
.way{fill:none;stroke:#4b5563;stroke-width:1.4}
.back{fill:none;stroke:#6b7280;stroke-width:1.3;stroke-dasharray:6 4}
.head{fill:#4b5563}
.head-back{fill:#6b7280}
@media (prefers-color-scheme:dark){
text{fill:#d1d5db}
.page{fill:#0d1117}
.h1,.title{fill:#f3f4f6}
.code,.hint,.tag,.heading{fill:#9ca3af}
.when{fill:#c4b5fd}
.t-pivot{fill:#fbbf24}
.t-parks{fill:#fca5a5}
.start{fill:#e5e7eb;stroke:#e5e7eb}
.on-start{fill:#111827}
.check{fill:#06281e;stroke:#10b981}
.read{fill:#1f2937;stroke:#9ca3af}
.write{fill:#0f2040;stroke:#60a5fa}
.external{fill:#3a1d0a;stroke:#fb923c}
.undo{fill:#0d1117;stroke:#9ca3af}
.second{fill:none}
.parks{stroke:#f87171}
.pivot{stroke:#f59e0b}
.box{fill:#161b22;stroke:#4b5563}
.heading-back{stroke:none}
.way{stroke:#9ca3af}
.back{stroke:#9ca3af}
.head,.head-back{fill:#9ca3af}
}
";
