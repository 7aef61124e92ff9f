import DropFolder
import Pipeline
import State
import Testing

@testable import Configuration

@Suite struct SettingsReadingTests {
  private func read(_ yaml: String, _ environment: [String: String] = [:]) throws -> Settings {
    try Settings(yaml: yaml, path: "w.yaml", environment: environment)
  }

  private func problems(_ yaml: String, _ environment: [String: String] = [:]) -> [String] {
    do {
      _ = try read(yaml, environment)
      return []
    } catch let error as ConfigurationError {
      return error.problems
    } catch {
      return ["\(error)"]
    }
  }

  @Test(
    "a file without settings means the defaults",
    arguments: ["", "\n", "# only a comment\n", "---\n", "intake:\n", "intake: {}\n"])
  func emptyIsDefault(yaml: String) throws {
    #expect(try read(yaml) == Settings())
  }

  @Test("values are read with their units")
  func units() throws {
    let settings = try read(
      "intake:\n  settle: 1500ms\nlimits:\n  file: 2 GiB\n  time: 5min\ndisk:\n  low_water_percent: 7\n"
    )
    #expect(settings.stateOptions.drop.settleTime == 1_500_000_000)
    #expect(settings.stateOptions.drop.sizeLimit == 2 << 30)
    #expect(settings.pipelineSettings.fileTimeLimit == 300_000_000_000)
    #expect(settings.intakeSettings.lowWaterPercent == 7)
  }

  @Test("a quoted value and one in flow style are read like a plain one")
  func styles() throws {
    #expect(try read("{intake: {settle: '5s'}}") == (try read("intake:\n  settle: \"5s\"\n")))
  }

  @Test("a key that an earlier version shipped is no error, and the notice says what to do")
  func retiredKey() throws {
    let settings = try read("index:\n  shards: 2\nintake:\n  settle: 3s\n")
    #expect(settings.stateOptions.drop.settleTime == 3_000_000_000)
    let notice = try #require(settings.notices.first)
    #expect(notice.hasPrefix("w.yaml:2: index.shards has no effect any more"))
    #expect(Setting.all.contains { notice.contains($0.name) }, "it names a setting that there is")
    #expect(try read("", ["WINNOW_INDEX_SHARDS": "2"]).notices.count == 1)
    #expect(
      Setting.retired.keys.allSatisfy { name in !Setting.all.contains { $0.name == name } })
  }

  @Test("a misspelt key is an error that names the line and the nearest key")
  func misspelt() {
    let found = problems("spool:\n  path: /s\nintake:\n  setle: 2s\n")
    #expect(found == ["w.yaml:4: unknown key \"intake.setle\"; did you mean \"intake.settle\"?"])
  }

  @Test("a misspelt section is one error that names the nearest section, whatever it holds")
  func misspeltSection() {
    #expect(
      problems("intak:\n  settle: 2s\n  rescan: 3s\n")
        == ["w.yaml:1: unknown section \"intak\"; did you mean \"intake\"?"])
  }

  @Test("a name that is like no other brings the list of those there are")
  func unknownSection() {
    let found = problems("webserver:\n  port: 80\n")
    #expect(found.count == 1)
    #expect(
      found.first?.contains("known are: cluster, control, disk, duplicates, index, intake") == true)
  }

  @Test(
    "a value that does not fit is an error that names line, value and what is allowed",
    arguments: [
      ("intake:\n  settle: 2\n", "\"2\"", "from 0ms to 1d"),
      ("intake:\n  settle: soon\n", "\"soon\"", "ms, s, min, h or d"),
      ("intake:\n  rescan: 99ms\n", "\"99ms\"", "from 100ms to 1d"),
      ("intake:\n  batch: 5000\n", "\"5000\"", "from 1 to 1024"),
      ("intake:\n  batch: +5\n", "\"+5\"", "whole number"),
      ("intake:\n  batch:\n", "\"\"", "whole number"),
      ("limits:\n  file: 2GB\n", "\"2GB\"", "KiB, MiB, GiB or TiB"),
      ("limits:\n  file: 0B\n", "\"0B\"", "from 1B to 1024TiB"),
      ("limits:\n  file: 99999999999999TiB\n", "\"99999999999999TiB\"", "to 1024TiB"),
      ("limits:\n  layers: -1\n", "\"-1\"", "from 1 to 16"),
      ("journal:\n  segment: 1MiB\n", "\"1MiB\"", "from 2MiB to 1GiB"),
      ("index:\n  slice: 0\n", "\"0\"", "from 1 to 10000000"),
      ("spool:\n  path: relative\n", "\"relative\"", "an absolute path"),
      ("spool:\n  keep_originals: 30min\n", "\"30min\"", "forever, or a time from 1h"),
      ("spool:\n  keep_originals: 0d\n", "\"0d\"", "forever, or a time from 1h"),
      ("log:\n  level: loud\n", "\"loud\"", "one of debug, info, notice, warning, error"),
      ("disk:\n  low_water_percent: 101\n", "\"101\"", "from 0 to 100"),
      ("shutdown:\n  drain: 2min\n", "\"2min\"", "from 0ms to 1min"),
    ])
  func unfit(yaml: String, value: String, allowed: String) {
    let found = problems(yaml)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("w.yaml:2: ") == true)
    #expect(found.first?.contains("is \(value), but must be ") == true)
    #expect(found.first?.contains(allowed) == true)
  }

  @Test("a list where a value belongs is an error at its key, and what follows is read on")
  func list() {
    let found = problems("intake:\n  settle: [1, {a: b}]\n  batch: x\n")
    #expect(found.count == 2)
    #expect(found.first?.hasPrefix("w.yaml:2: intake.settle must be ") == true)
    #expect(found.last?.hasPrefix("w.yaml:3: intake.batch ") == true)
  }

  @Test("a key or a section that is given twice is an error that names both lines")
  func twice() {
    #expect(
      problems("intake:\n  settle: 1s\n  settle: 2s\n")
        == ["w.yaml:3: \"intake.settle\" is given a second time; first in line 2"])
    #expect(problems("log:\n  level: info\nlog:\n").first?.hasPrefix("w.yaml:3: \"log\"") == true)
  }

  @Test("all problems are told, not just the first")
  func allProblems() {
    #expect(problems("intake:\n  setle: 2s\n  batch: x\nlimit:\n  file: 1B\n").count == 3)
  }

  @Test("a variable overrides the file, and an unknown or unfit one is an error")
  func variables() throws {
    let settings = try read(
      "intake:\n  settle: 2s\n", ["WINNOW_INTAKE_SETTLE": "5s", "HOME": "/root"])
    #expect(settings == (try read("intake:\n  settle: 5s\n")))
    #expect(
      problems("", ["WINNOW_INTAKE_SETLE": "5s"])
        == [
          "environment: unknown variable WINNOW_INTAKE_SETLE; "
            + "did you mean \"WINNOW_INTAKE_SETTLE\"?"
        ])
    #expect(
      problems("", ["WINNOW_LOG_LEVEL": "loud"]).first?.contains("is \"loud\", but must be") == true
    )
  }

  @Test("variables of the command line and of scripts are not taken for settings")
  func foreignVariables() throws {
    #expect(try read("", ["WINNOW_STATE": "/s", "WINNOW_CONFIG": "/c"]) == Settings())
  }

  @Test(
    "what is not YAML, or not sections, is one error with its line",
    arguments: [
      ("intake: [", 1), ("just words", 1), ("- a\n", 1), ("log:\n  level: \"info\n", 3),
      ("log:\n\tlevel: info\n", 2), ("log: info\n", 1), ("a: b\n---\nc: d\n", 1),
      ("log:\n  level: info\n---\nlog:\n", 3), ("log: *name\n", 1),
    ])
  func notSettings(yaml: String, line: Int) {
    let found = problems(yaml)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("w.yaml:\(line): ") == true, "\(found)")
  }

  @Test("every beginning of the shipped file is read or refused, and never ends the process")
  func truncated() {
    let text = Array(SettingPages.configurationFile().utf8)
    for count in stride(from: 0, to: text.count, by: 7) {
      _ = problems(String(decoding: text.prefix(count), as: UTF8.self))
    }
    #expect(problems(String(decoding: text, as: UTF8.self)).isEmpty)
  }
}
