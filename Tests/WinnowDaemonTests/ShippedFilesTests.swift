import Foundation
import Testing

@testable import WinnowDaemon

/// What ships beside the code says the same as the code.
@Suite struct ShippedFilesTests {
  private let top = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test("config/winnow.yaml names every key with its default, and nothing else")
  func shippedConfiguration() throws {
    let text = try String(contentsOf: top.appending(path: "config/winnow.yaml"), encoding: .utf8)
    #expect(
      try Configuration(yaml: text, path: "config/winnow.yaml", environment: [:])
        == Configuration())
    for key in ConfigurationKey.all {
      let name = key.name.drop { $0 != "." }.dropFirst()
      #expect(text.contains("\n  \(name): \(key.text(in: Configuration()))\n"), "\(key.name)")
    }
  }

  @Test("systemd starts the service again however many files kill it, each three times")
  func startLimit() throws {
    let text = try String(
      contentsOf: top.appending(path: "systemd/winnowd.service"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    #expect(lines.contains("StartLimitIntervalSec=0"))
    #expect(lines.contains("Restart=on-failure"))
  }

  @Test("docs/CONFIGURATION.md is the table that the keys make")
  func documentedConfiguration() throws {
    let text = try String(contentsOf: top.appending(path: "docs/CONFIGURATION.md"), encoding: .utf8)
    #expect(
      text.contains(ConfigurationKey.table()),
      "replace the table in docs/CONFIGURATION.md by:\n\(ConfigurationKey.table())")
  }
}
