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

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: rules)
}

func door(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
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

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let flyingFox: Target.Dependency = .product(name: "FlyingFox", package: "FlyingFox")
let flyingSocks: Target.Dependency = .product(name: "FlyingSocks", package: "FlyingFox")
let lifecycle: Target.Dependency = .product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "winnow",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    // Libraries of the system, from Debian.
    system("CSystemd", pkgConfig: "libsystemd", apt: "libsystemd-dev"),
    system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    system("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev"),
    system("CBrotli", pkgConfig: "libbrotlidec", apt: "libbrotli-dev"),
    system("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
    .target(name: "CRC32C"),

    // Leaf rooms: values and pure functions.
    room("Articles"),
    room("TextEncodings"),
    room("JSONTree"),
    room("HTMLTree"),
    room("ArticleExtraction", ["Articles", "TextEncodings", "JSONTree", "HTMLTree"]),
    room(
      "Scrapes",
      [
        "Articles", "TextEncodings", "JSONTree", "HTMLTree", "ArticleExtraction", "CZlib", "CZstd",
        "CBrotli",
      ]),
    room("TextRepair", ["Articles", "TextEncodings"]),
    room("NearDuplicates", ["Articles", "TextEncodings"]),

    // Rooms that touch the disk.
    room("Storage", [systemPackage]),
    room("WriteAheadLog", ["Storage", "CRC32C"]),
    room("DropFolder", ["Storage"]),
    room("OriginalStore", ["Storage", "CZstd", "CCrypto"]),
    room("ArticleLedger", ["Articles", "NearDuplicates", grdb]),
    room("SearchIndex", ["Articles", grdb]),

    // The house.
    room("ControlAPI", ["Articles", flyingSocks]),
    room(
      "Ingest",
      [
        "Articles", "TextEncodings", "JSONTree", "HTMLTree", "ArticleExtraction", "Scrapes",
        "TextRepair", "NearDuplicates", "Storage", "WriteAheadLog", "DropFolder", "OriginalStore",
        "ArticleLedger", "SearchIndex", logging,
      ]),
    room(
      "WinnowDaemon",
      [
        "Articles", "ArticleLedger", "ControlAPI", "CSystemd", "DropFolder", "Ingest",
        "NearDuplicates", "Scrapes", "Storage", "WriteAheadLog", lifecycle, yams, flyingFox,
        flyingSocks, logging,
      ]),
    door("winnowd", ["WinnowDaemon", arguments]),
    door(
      "winnow",
      [
        "WinnowDaemon", "ControlAPI", "Ingest", "Scrapes", "TextRepair", "TextEncodings",
        "JSONTree",
        "ArticleLedger", "SearchIndex", "Articles", "Storage", "WriteAheadLog", "DropFolder",
        "OriginalStore", arguments,
      ]),
    // Measuring and outside test suites: `scripts/bench`, `scripts/test html5lib`, …
    door(
      "winnow-bench",
      [
        "Articles", "TextEncodings", "JSONTree", "HTMLTree", "ArticleExtraction", "Scrapes",
        "TextRepair", "NearDuplicates", "Storage", "WriteAheadLog", "DropFolder", "ArticleLedger",
        "Ingest",
      ]),

    tests("Articles"),
    tests("TextEncodings"),
    tests("JSONTree"),
    tests("HTMLTree"),
    tests("ArticleExtraction", ["Articles", "TextEncodings", "JSONTree", "HTMLTree"]),
    tests("Scrapes", ["Articles", "TextEncodings", "JSONTree", "HTMLTree", "ArticleExtraction"]),
    tests("TextRepair", ["Articles", "TextEncodings"]),
    tests("NearDuplicates", ["Articles", "TextEncodings"]),
    tests("Storage", [systemPackage]),
    tests("WriteAheadLog", ["Storage", "CRC32C"]),
    tests("DropFolder", ["Storage"]),
    tests("OriginalStore", ["Storage"]),
    tests("ArticleLedger", ["Articles", "NearDuplicates", grdb]),
    tests("SearchIndex", ["Articles", grdb]),
    tests("ControlAPI", ["Articles"]),
    tests(
      "Ingest",
      [
        "Articles", "JSONTree", "Scrapes", "TextRepair", "NearDuplicates", "Storage",
        "WriteAheadLog",
        "DropFolder", "OriginalStore", "ArticleLedger", "SearchIndex",
      ]),
    tests("WinnowDaemon", ["Ingest", "ControlAPI", "Storage"]),
  ]
)
