import Foundation
import Testing

@testable import Configuration

/// What ships beside the code says the same as the code.
@Suite struct ShippedFilesTests {
  private let top = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: top.appending(path: path), encoding: .utf8)
  }

  /// Keeps what a file should hold where a person can copy it from.
  private func keep(_ text: String, _ name: String) throws -> String {
    let url = top.appending(path: ".build/\(name)")
    try Data(text.utf8).write(to: url)
    return url.path
  }

  @Test("config/winnow.yaml is the file that the settings make")
  func shippedConfiguration() throws {
    let made = SettingPages.configurationFile()
    if try text("config/winnow.yaml") != made {
      let path = try keep(made, "winnow.yaml")
      Issue.record("config/winnow.yaml is out of date; copy \(path) over it")
    }
  }

  @Test("the shipped file, read, is the defaults")
  func shippedConfigurationIsDefault() throws {
    let settings = try Settings(
      yaml: text("config/winnow.yaml"), path: "config/winnow.yaml", environment: [:])
    #expect(settings == Settings())
  }

  @Test("a configuration that an earlier version shipped can still be used")
  func earlierConfigurations() throws {
    let folder = top.appending(path: "Tests/Fixtures/configurations")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    try #require(!names.isEmpty)
    for name in names {
      let yaml = try text("Tests/Fixtures/configurations/\(name)")
      #expect(throws: Never.self, "\(name)") {
        try Settings(yaml: yaml, path: name, environment: [:])
      }
    }
  }

  @Test("docs/CONFIGURATION.md holds the table that the settings make")
  func documentedConfiguration() throws {
    if try !text("docs/CONFIGURATION.md").contains(SettingPages.table() + "\n") {
      let path = try keep(SettingPages.table() + "\n", "settings-table.md")
      Issue.record("the table in docs/CONFIGURATION.md is out of date; replace it by \(path)")
    }
  }

  @Test("systemd starts the service again however many files kill it, each three times")
  func startLimit() throws {
    let lines = try text("systemd/winnowd.service").split(separator: "\n")
    #expect(lines.contains("StartLimitIntervalSec=0"))
    #expect(lines.contains("Restart=on-failure"))
  }

  @Test("systemd does not start the service again where that mends nothing")
  func noRestartLoop() throws {
    let unit = try text("systemd/winnowd.service")
    #expect(unit.contains("\nRestartPreventExitStatus=65 75 78\n"))
    // The exit status of ExecStartPre= is not looked at: a bad file would be tried for ever.
    #expect(!unit.contains("ExecStartPre="))
  }
}
