internal import YAML

extension Settings {
  /// Reads YAML text and lays variables over it; all or nothing.
  ///
  /// `yaml`: The file's text; empty for the defaults.
  /// `path`: The file's name, for messages.
  /// `environment`: `WINNOW_SECTION_KEY` variables override the file.
  /// Throws `ConfigurationError` with every problem found, not just the first.
  package init(yaml: String, path: String, environment: [String: String]) throws {
    var problems: [String] = []
    self.init(usableOf: yaml, path: path, environment: environment, problems: &problems)
    guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
  }

  /// Takes from YAML text and variables what can be used; the rest has its defaults, and `problems` gets
  /// a sentence for it.
  package init(
    usableOf yaml: String, path: String, environment: [String: String], problems: inout [String]
  ) {
    self.init()
    do throws(YAMLEvents.Problem) {
      read(try SettingsFile(yaml: yaml), path: path, problems: &problems)
    } catch {
      problems.append("\(path):\(error.line): \(error.message)")
    }
    read(environment: environment, problems: &problems)
    problems += cluster.problems.map { "\(path): \($0)" }
  }

  private mutating func read(_ file: SettingsFile, path: String, problems: inout [String]) {
    var lines: [String: Int] = [:]
    for entry in file.entries {
      let location = "\(path):\(entry.line)"
      let name = entry.key.map { "\(entry.section).\($0)" } ?? entry.section
      if let line = lines[name] {
        problems.append("\(location): \"\(name)\" is given a second time; first in line \(line)")
        continue
      }
      lines[name] = entry.line
      guard Setting.sections.contains(entry.section) else {
        // Its keys would only repeat what is wrong with the section.
        guard entry.key == nil else { continue }
        let near = NameSuggestion.text(for: entry.section, among: Setting.sections)
        problems.append("\(location): unknown section \"\(entry.section)\"\(near)")
        continue
      }
      if entry.key != nil {
        set(name, to: entry.value, location: location, problems: &problems)
      }
    }
  }

  private mutating func set(
    _ name: String, to value: String?, location: String, problems: inout [String]
  ) {
    guard let setting = Setting.all.first(where: { $0.name == name }) else {
      if let notice = Setting.retirementNotice(of: name, at: location) {
        notices.append(notice)
        return
      }
      let near = NameSuggestion.text(for: name, among: Setting.all.map(\.name))
      problems.append("\(location): unknown key \"\(name)\"\(near)")
      return
    }
    guard let value else {
      problems.append("\(location): \(name) must be \(setting.notation), not a list or a mapping")
      return
    }
    if !setting.set(value, in: &self) {
      problems.append("\(location): \(name) is \"\(value)\", but must be \(setting.notation)")
    }
  }

  private mutating func read(environment: [String: String], problems: inout [String]) {
    for (variable, text) in environment.sorted(by: { $0.key < $1.key })
    where variable.hasPrefix("WINNOW_") && !Self.foreignVariables.contains(variable) {
      guard let setting = Setting.all.first(where: { $0.variable == variable }) else {
        if let name = Setting.retiredName(ofVariable: variable),
          let notice = Setting.retirementNotice(of: name, at: "environment")
        {
          notices.append(notice)
          continue
        }
        let near = NameSuggestion.text(for: variable, among: Setting.all.map(\.variable))
        problems.append("environment: unknown variable \(variable)\(near)")
        continue
      }
      if !setting.set(text, in: &self) {
        problems.append("environment: \(variable) is \"\(text)\", but must be \(setting.notation)")
      }
    }
  }

  /// Variables that begin like ours and belong to the command line and to scripts.
  private static let foreignVariables: Set<String> = [
    "WINNOW_DATA", "WINNOW_CONFIG", "WINNOW_STATE", "WINNOW_PYTHON",
  ]
}
