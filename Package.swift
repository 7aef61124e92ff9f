// swift-tools-version: 6.2
import PackageDescription

/// The same rules for every Swift target: Swift 6 mode, the upcoming features, warnings are errors.
let rules: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: rules)
}

func app(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: rules)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.target(name: name)] + dependencies,
    swiftSettings: rules)
}

func system(_ name: String, pkgConfig: String, apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// The Swift runtime inside of a release program: loading its libraries takes longer than all others, and
/// until they are loaded a signal ends the process. The two libraries are parts of Foundation. With
/// WINNOW_RUNTIME=shared it stays outside, once for both programs, as in the Debian package.
let runtimeInside =
  Context.environment["WINNOW_RUNTIME"] == "shared"
  ? [] : ["-static-stdlib", "-l_FoundationCShims", "-l_FoundationCollections"]

/// How release programs are linked. Nothing is exported, and relocations are packed (glibc 2.36 or later
/// reads them): that makes a program a tenth smaller.
let linking: [LinkerSetting] = [
  .unsafeFlags(
    runtimeInside + [
      "-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "-z", "-Xlinker",
      "pack-relative-relocs",
    ],
    .when(configuration: .release))
]

let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// The files that `LearnedModels` embeds: SwiftPM itself is to pass over them.
let learnedModels = [
  "big5", "block-trees", "character-trigrams", "class-words", "dump-trees", "gb18030", "jis0208",
  "jis0212", "ks",
  "languages", "normalization", "story-terms", "text-words",
].map { $0 + ".bin" }

let package = Package(
  name: "winnow",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
  ],
  targets: [
    // Libraries of the system, from Debian.
    system("CMicrohttpd", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
    system("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
    system("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
    system("CPostgres", pkgConfig: "libpq", apt: "libpq-dev"),
    system("CSystemd", pkgConfig: "libsystemd", apt: "libsystemd-dev"),
    system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    system("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev"),
    system("CLZ4", pkgConfig: "liblz4", apt: "liblz4-dev"),
    system("CLZMA", pkgConfig: "liblzma", apt: "liblzma-dev"),
    .systemLibrary(name: "CBzip2", providers: [.apt(["libbz2-dev"])]),
    system("CBrotli", pkgConfig: "libbrotlidec", apt: "libbrotli-dev"),
    system("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
    .target(name: "CRC32C"),
    // Holds signals before any library initialises itself; Swift code comes too late for that.
    .target(name: "EarlySignals"),
    // Learned and generated data, put into the program by C23's `#embed`.
    .target(name: "LearnedModels", exclude: learnedModels + ["MANIFEST"]),

    // Leaf modules: values and pure functions.
    module("Bytes"),
    module("Model", ["Bytes"]),
    module("EmbeddedData", ["LearnedModels"]),
    module("Unicode", ["EmbeddedData"]),
    module("TextEncodings", ["EmbeddedData", "Unicode"]),
    module("JSONTree", ["Bytes"]),
    module("YAML", ["CYAML"]),
    module("HTMLTree", ["Bytes", "Model"]),
    // The phrases of Extraction, embedded: C reads files at build time, Swift does not.
    .target(
      name: "ExtractionRules", path: "Sources/Extraction/Rules",
      exclude: [
        "bylines.txt", "captions.txt", "dates.txt", "line-cues.txt", "origins.txt", "refusals.txt",
      ]),
    module(
      "Extraction",
      [
        "Bytes", "EmbeddedData", "Model", "ExtractionRules", "TextEncodings", "Unicode", "JSONTree",
        "HTMLTree",
      ],
      exclude: ["Rules"]),
    module(
      "Formats",
      [
        "Bytes", "Model", "TextEncodings", "Unicode", "JSONTree", "HTMLTree", "YAML", "Extraction",
        "CZlib", "CZstd", "CLZ4", "CLZMA", "CBzip2", "CBrotli",
      ]),
    module("TextRepair", ["EmbeddedData", "HTMLTree", "Model", "TextEncodings", "Unicode"]),
    module("NearDuplicates", ["Bytes", "EmbeddedData", "Model"]),
    module("Lineage", ["Bytes", "Model", "Unicode"]),
    module("SourceHealth", ["Bytes", "Model"]),

    // Modules that touch the disk.
    module("Storage", [systemPackage]),
    module("WriteAheadLog", ["Bytes", "Model", "Storage", "CRC32C", "CZstd"]),
    module("DropFolder", ["Bytes", "Model", "Storage"]),
    module("Archive", ["Bytes", "Model", "Storage", "CRC32C", "CZlib", "CZstd", "CCrypto"]),
    module("SQLiteSupport", ["CSQLite"]),
    module("Ledger", ["Bytes", "CRC32C", "Model", "NearDuplicates", "SQLiteSupport"]),
    module("SearchIndex", ["Bytes", "Model", "SQLiteSupport", "Unicode"]),

    // The service and its programs.
    module("Sockets"),
    module("WebServer", ["Sockets", "CMicrohttpd"]),
    module("ControlAPI", ["Model", "Sockets"]),
    module(
      "State",
      [
        "Model", "NearDuplicates", "Formats", "Storage", "WriteAheadLog", "DropFolder", "Archive",
        "Ledger", "SearchIndex", "SQLiteSupport", "Bytes", "SourceHealth",
      ]),
    module(
      "Pipeline",
      [
        "Model", "Extraction", "Formats", "TextRepair", "NearDuplicates", "Storage",
        "WriteAheadLog", "DropFolder", "Archive", "Ledger", "SearchIndex", "SQLiteSupport", "State",
      ]),
    module(
      "Presentation",
      [
        "Model", "TextEncodings", "Unicode", "JSONTree", "Extraction", "Formats", "TextRepair",
        "NearDuplicates", "Lineage", "Storage", "Archive", "Ledger", "SearchIndex",
        "SQLiteSupport", "State", "Pipeline",
      ]),
    // Several machines, one archive. Nothing that a single machine runs imports these.
    module(
      "ClusterLog", ["Archive", "Bytes", "CZstd", "Ledger", "Model", "NearDuplicates"]),
    module(
      "Cluster",
      [
        "ClusterLog", "Formats", "Ledger", "Model", "NearDuplicates", "Pipeline", "SearchIndex",
        "SQLiteSupport", "State", "Storage",
      ]),
    module("PostgresLog", ["ClusterLog", "CPostgres", "Model", "Pipeline"]),
    // The style sheet, the script and the icon of the pages, embedded.
    .target(
      name: "WebAssets", path: "Sources/WebPages/Assets",
      exclude: ["winnow.css", "winnow.js", "winnow.svg"]),
    module(
      "WebPages",
      [
        "Bytes", "Model", "JSONTree", "Lineage", "Ledger", "SearchIndex", "ControlAPI",
        "Presentation", "WebAssets",
      ], exclude: ["Assets"]),
    module(
      "Maintenance",
      [
        "Bytes", "Model", "JSONTree", "Formats", "NearDuplicates", "Storage", "WriteAheadLog",
        "Archive",
        "Ledger", "SQLiteSupport", "SearchIndex", "State", "Pipeline", "Presentation",
      ]),
    module(
      "Configuration",
      [
        "YAML", "State", "Pipeline", "NearDuplicates", "Formats", "DropFolder", "Storage",
        "WriteAheadLog",
      ]),
    module(
      "Monitoring",
      [
        "Model", "Ledger", "ControlAPI", "DropFolder", "State", "Presentation", "SourceHealth",
        "Storage", "WriteAheadLog", "Configuration",
      ]),
    module(
      "Daemon",
      [
        "Model", "Ledger", "ControlAPI", "CSystemd", "DropFolder", "State", "Pipeline",
        "Presentation", "SearchIndex", "Storage", "WriteAheadLog", "Sockets", "WebServer",
        "Configuration", "Monitoring", "SourceHealth", logging,
      ]),
    .executableTarget(
      name: "winnowd", dependencies: ["Configuration", "Daemon", "EarlySignals", arguments],
      swiftSettings: rules,
      linkerSettings: linking),
    module(
      "Web",
      [
        "Model", "Archive", "Configuration", "ControlAPI", "DropFolder", "Ledger", "Monitoring",
        "Presentation", "SearchIndex", "Sockets", "State", "Storage", "WebPages", "WebServer",
      ]),
    module(
      "WinnowCommands",
      [
        "Configuration", "Monitoring", "ControlAPI", "State", "Pipeline", "Presentation",
        "Maintenance", "Formats",
        "JSONTree", "Lineage", "Ledger", "SearchIndex", "Model", "Sockets", "Storage", "DropFolder",
        "Web", arguments,
      ]),
    .executableTarget(
      name: "winnow", dependencies: ["WinnowCommands"], swiftSettings: rules,
      linkerSettings: linking),
    // The daemon of a cluster's node, with PostgreSQL's library.
    module(
      "ClusterDaemon",
      [
        "Cluster", "ClusterLog", "Configuration", "ControlAPI", "Daemon", "DropFolder", "Ledger",
        "Model", "NearDuplicates", "Pipeline", "PostgresLog", "SearchIndex", "State", "Storage",
        "WriteAheadLog",
      ]),
    module(
      "ClusterCommands",
      [
        "ClusterDaemon", "ClusterLog", "Configuration", "Daemon", "Model", "NearDuplicates",
        "PostgresLog", "State", "Storage", arguments,
      ]),
    .executableTarget(
      name: "winnow-cluster", dependencies: ["ClusterCommands", "Daemon"],
      swiftSettings: rules,
      linkerSettings: linking),
    // Measuring and outside test suites: `scripts/bench`, `scripts/test html5lib`, …
    app(
      "winnow-bench",
      [
        "Model", "TextEncodings", "Unicode", "JSONTree", "HTMLTree", "Extraction", "Formats",
        "TextRepair", "NearDuplicates", "Lineage", "Storage", "WriteAheadLog", "DropFolder",
        "Ledger", "SearchIndex", "SQLiteSupport", "State", "Pipeline", "LogSimulation",
        "SourceHealth", "SourceHealthSimulation",
        "StorageSimulation",
      ]),

    // Doubles, for tests and winnow-bench only: a disk that crashes, a log that is crashed on it, and
    // the ledger as a value.
    module("StorageSimulation", ["Storage"]),
    module("SourceHealthSimulation", ["SourceHealth"]),
    module("LogSimulation", ["Model", "Storage", "StorageSimulation", "WriteAheadLog"]),
    module("LedgerModel", ["Ledger", "Model", "NearDuplicates"]),
    // A cluster's log as a value that fails, and made-up articles that machines offer to it.
    module(
      "ClusterLogSimulation",
      ["Cluster", "ClusterLog", "Ledger", "LedgerModel", "Model", "NearDuplicates", "Pipeline"]),

    tests("Bytes"),
    tests("CRC32C"),
    tests("Model"),
    tests("EmbeddedData", ["CCrypto"]),
    tests("Unicode"),
    tests("TextEncodings", ["EmbeddedData", "Unicode"]),
    tests("JSONTree"),
    tests("HTMLTree", ["Bytes"]),
    tests("Extraction", ["Model", "HTMLTree"]),
    tests("Formats", ["Model", "JSONTree"]),
    tests("TextRepair", ["Model", "TextEncodings"]),
    tests("NearDuplicates", ["Model"]),
    tests("Lineage", ["Model"]),
    tests("SourceHealth", ["Model", "SourceHealthSimulation"]),
    tests("Storage", ["StorageSimulation"]),
    tests("WriteAheadLog", ["LogSimulation", "Model", "Storage", "StorageSimulation"]),
    tests("DropFolder", ["Model", "Storage", "StorageSimulation"]),
    tests("Archive", ["Model", "Storage", "StorageSimulation"]),
    tests("SQLiteSupport"),
    tests("Ledger", ["Bytes", "LedgerModel", "Model", "NearDuplicates", "SQLiteSupport"]),
    tests("SearchIndex", ["Model", "SQLiteSupport"]),
    tests("Sockets"),
    tests("WebServer", ["Sockets"]),
    tests("ControlAPI", ["Sockets"]),
    tests(
      "State",
      [
        "Ledger", "LedgerModel", "Model", "NearDuplicates", "SourceHealth", "Storage",
        "StorageSimulation",
      ]),
    tests(
      "Pipeline",
      [
        "Model", "Formats", "NearDuplicates", "Storage", "WriteAheadLog", "DropFolder", "Archive",
        "Ledger", "LedgerModel", "SQLiteSupport", "SearchIndex", "State", "StorageSimulation",
      ]),
    tests("ClusterLog", ["Bytes", "Ledger", "Model", "NearDuplicates"]),
    tests(
      "Cluster",
      [
        "ClusterLog", "ClusterLogSimulation", "Ledger", "LedgerModel", "Model",
        "SearchIndex", "State", "Storage",
      ]),
    tests(
      "ClusterCommands",
      ["ClusterLog", "ClusterLogSimulation", "NearDuplicates", "PostgresLog"]),
    tests(
      "PostgresLog", ["ClusterLog", "ClusterLogSimulation", "Ledger", "Model", "NearDuplicates"]),
    tests(
      "Presentation",
      ["Model", "JSONTree", "Ledger", "LedgerModel", "NearDuplicates", "SearchIndex"]),
    tests("WebPages", ["ControlAPI", "Ledger", "Model", "Presentation", "SearchIndex"]),
    tests("Web", ["WebServer"]),
    tests(
      "Maintenance",
      [
        "Archive", "Model", "NearDuplicates", "Storage", "WriteAheadLog", "DropFolder", "Ledger",
        "LedgerModel", "SearchIndex", "State", "Pipeline", "Presentation",
      ]),
    tests("Configuration", ["DropFolder", "Pipeline", "State"]),
    tests("Monitoring", ["ControlAPI", "Presentation", "State"]),
    tests(
      "Daemon",
      [
        "Configuration", "ControlAPI", "Ledger", "LedgerModel", "Model", "Monitoring",
        "NearDuplicates", "Presentation", "SQLiteSupport", "Sockets", "State", "Storage",
        "WebServer", systemPackage, logging,
      ]),
    tests(
      "WinnowCommands",
      [
        "Configuration", "ControlAPI", "Daemon", "Ledger", "Model", "Monitoring", "Pipeline",
        "SQLiteSupport", "Sockets", "State", "Storage", "Web", "WebServer", "WriteAheadLog",
        "winnow",
        arguments, logging,
      ]),
  ],
  // C23, for `#embed`.
  cLanguageStandard: .c2x
)
