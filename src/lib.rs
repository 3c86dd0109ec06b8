//! gatelint checks API definitions against the risk categories of NIST SP 800-228. This page is its architecture;
//! where it and another text disagree, it is right.
//!
//! # From above
//!
//! Every input is read once into a [`project::Project`]. Each group of files that refer to each other is walked once
//! into a [`openapi::Model`]: operations, parameters, schemas and so on, each thing once, where it is defined, with
//! the direction in which its values travel and the operations that reach it. Rules are plain functions over one such
//! thing. What they report is plain data, sorted and thresholded in one place, and printed in another.
//!
//! Rust sources are read beside, also once: into [`code`] trees, each of which its thread may give away, and a
//! [`code::Workspace`] that knows crates, modules and what names stand for, macros expanded. [`handlers`] follows the
//! functions that put routers together as if they ran, and gives the services with the routes they answer. [`flow`] is
//! what rules see of a single function: its calls, and where what a request brings goes. [`shapes`] says, when asked, what
//! serde makes of the types that handlers take and give.
//!
//! ```text
//! arguments ─▶ source::discover ─▶ syntax::Tree, one for each file, in parallel
//!                    │                   │
//!                    ▼                   ▼
//!             code::CodeFile     project::Project, groups of files
//!                    │                   │
//!                    ▼                   │
//!             code::Workspace            │
//!                    │                   │
//!                    ▼                   │
//!             handlers::Service          │
//!                                        │ each group in parallel
//!                                        ▼
//!                   openapi::Model ─▶ rules, in parallel ─▶ ignores, baseline, changes ─▶ finding::Report
//!                                                                │
//!                                                                ▼
//!                                           report::{terminal, concise, json, sarif}
//! ```
//!
//! Two versions are compared by the same machine: each is a project of its own, [`project::Project::versions`] puts them
//! side by side, and [`change::pairs`] says what of one is what of the other. Rules about change look at these pairs.
//!
//! # Reading order
//!
//! Modules stand below in layers, lowest first; a module uses only those before it, which a test holds.
//! Everything that a person reads about a rule is its page in the `rules` folder: metadata, reasons, examples. The page
//! is part of the program, and its examples are tests. To add a rule, write the page, the check in `src/rules`, and one
//! line in the list of [`rules`].
//!
//! # Invariants
//!
//! - [`source`] and [`cli`] alone touch the file system, the environment and the terminal. Nothing touches the network:
//!   a remote `$ref` is a finding, and a file `$ref` does not leave the project root.
//! - One other program is started, and only when asked for: `git`, by [`source`], for what a revision holds and where a
//!   branch began. It never looks at the working tree, so nothing that a repository configures is run.
//! - Parsing never fails. It yields a tree and problems, and whatever could be read is analyzed.
//! - Nothing that the input holds can panic, hang or exhaust memory: nesting ([`syntax::MAX_DEPTH`]), the number of
//!   values, what aliases stand for, the size of files and the length of reference chains are bounded. A bound that is
//!   reached is a finding. Whoever walks a tree may recurse; whoever follows references may not, and uses a list.
//!   [`handlers`] does both, functions inside functions: it counts its steps and its depth, and where that ends, the
//!   service says so.
//! - Every byte offset lies on a character boundary. Lines and columns are made when printing; columns count UTF-16.
//! - A finding's primary span lies within one line.
//! - Same input, same bytes out: hash maps are not iterated where order shows; no clock and no absolute path is printed.
//! - Fingerprints depend on rule, file and logical place ([`project::Fingerprints`]): neither lines nor order, thresholds
//!   nor ignores change them.
//! - Exit codes do not depend on the format.
//! - What cannot be known from the input is said, never guessed.
//!
//! # Where the first design was changed
//!
//! - A rule may have several checks (a parameter and a media type can lack the same thing).
//! - Findings are plain data over spans, so their module stands low: views name operations in the words of findings.
//! - Webhooks and callbacks are requests of the provider: what they send counts as response, what comes back as request.
//! - Schemas are looked at where they describe a value, together with what `allOf` and `$ref` add to them; a schema that
//!   is only ever a part of others is judged with them. Findings stand at the part that is loose.

pub mod source;

pub mod finding;

pub mod code;

pub mod syntax;

pub mod openapi;

pub mod handlers;

pub mod flow;

pub mod shapes;

pub mod project;

pub mod change;

pub mod config;

pub mod rule;

pub mod rules;

pub mod baseline;

pub mod analyze;

pub mod fixes;

pub mod report;

pub mod cli;
