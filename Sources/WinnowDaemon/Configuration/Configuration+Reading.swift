internal import Yams

/// A configuration that cannot be used: each problem in a sentence that names line and cure.
package struct ConfigurationError: Error, CustomStringConvertible, Equatable {
  package var problems: [String]

  /// The problems, a line each.
  package var description: String { problems.joined(separator: "\n") }
}

extension Configuration {
  /// Reads YAML text and lays variables over it; all or nothing.
  ///
  /// `yaml`: The file's text; empty for the defaults.
  /// `path`: The file's name, for messages.
  /// `environment`: `WINNOW_SECTION_KEY` variables override the file.
  /// Throws `ConfigurationError` with every problem found, not just the first.
  package init(yaml: String, path: String, environment: [String: String]) throws {
    self.init()
    var problems: [String] = []
    do {
      if let root = try Yams.compose(yaml: yaml) {
        read(root: root, path: path, problems: &problems)
      }
    } catch {
      throw ConfigurationError(problems: ["\(path): not valid YAML: \(error)"])
    }
    read(environment: environment, problems: &problems)
    check(path: path, problems: &problems)
    guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
  }

  private mutating func read(root: Node, path: String, problems: inout [String]) {
    if root.scalar?.string.isEmpty == true { return }
    guard let sections = root.mapping else {
      return problems.append("\(path): the file must hold sections such as \"intake:\"")
    }
    for (sectionNode, body) in sections {
      let section = sectionNode.string ?? ""
      let line = sectionNode.mark?.line ?? 0
      guard ConfigurationKey.sections.contains(section) else {
        let near = Self.nearest(to: section, among: ConfigurationKey.sections)
        problems.append("\(path):\(line): unknown section \"\(section)\"\(near)")
        continue
      }
      if body.scalar?.string.isEmpty == true { continue }
      guard let keys = body.mapping else {
        problems.append("\(path):\(line): \"\(section)\" must hold keys, indented below it")
        continue
      }
      for (keyNode, value) in keys {
        read(
          name: section + "." + (keyNode.string ?? ""), value: value,
          place: "\(path):\(keyNode.mark?.line ?? line)", problems: &problems)
      }
    }
  }

  private mutating func read(
    name: String, value: Node, place: String, problems: inout [String]
  ) {
    guard let key = ConfigurationKey.all.first(where: { $0.name == name }) else {
      let near = Self.nearest(to: name, among: ConfigurationKey.all.map(\.name))
      return problems.append("\(place): unknown key \"\(name)\"\(near)")
    }
    guard let text = value.scalar?.string else {
      return problems.append("\(place): \(name) must be \(key.kind.notation)")
    }
    if !set(key, to: text) {
      problems.append("\(place): \(name) is \"\(text)\", but must be \(key.kind.notation)")
    }
  }

  private mutating func read(environment: [String: String], problems: inout [String]) {
    let names = Dictionary(
      ConfigurationKey.all.map { ($0.variable, $0) }, uniquingKeysWith: { first, _ in first })
    for (variable, text) in environment.sorted(by: { $0.key < $1.key })
    where variable.hasPrefix("WINNOW_") && !ConfigurationKey.foreignVariables.contains(variable) {
      guard let key = names[variable] else {
        let near = Self.nearest(to: variable, among: Array(names.keys))
        problems.append("environment: unknown variable \(variable)\(near)")
        continue
      }
      if !set(key, to: text) {
        problems.append(
          "environment: \(variable) is \"\(text)\", but must be \(key.kind.notation)")
      }
    }
  }

  /// Sets one key from its text; false when the text does not fit.
  mutating func set(_ key: ConfigurationKey, to text: String) -> Bool {
    switch key.field {
    case .text(let set, _):
      guard key.kind == .level ? Self.levels.contains(text) : text.hasPrefix("/") else {
        return false
      }
      set(&self, text)
    case .number(let set, _):
      guard let number = ConfigurationKind.number(from: text, kind: key.kind) else { return false }
      set(&self, number)
    }
    return true
  }

  private func check(path: String, problems: inout [String]) {
    func require(_ holds: Bool, _ name: String, _ rule: String) {
      if !holds { problems.append("\(path): \(name) must be \(rule)") }
    }
    require((1...1_024).contains(claimBatchCount), "intake.batch", "from 1 to 1024")
    require(openJobLimit >= 1, "intake.open_jobs", "at least 1")
    require((1...64).contains(shardCount), "index.shards", "from 1 to 64")
    require((0...256).contains(workerCount), "workers.count", "from 0 to 256")
    require(segmentByteCount >= 2 << 20, "journal.segment", "at least 2MiB")
    require(rescanMilliseconds >= 100, "intake.rescan", "at least 100ms")
    require(containerLayerLimit >= 1, "limits.layers", "at least 1")
    require((16...100_000).contains(nestingDepthLimit), "limits.depth", "from 16 to 100000")
    require(strikeLimit >= 1, "limits.strikes", "at least 1")
    require(drainMilliseconds <= 60_000, "shutdown.drain", "at most 60s")
  }

  private static let levels: Set<String> = ["debug", "info", "notice", "warning", "error"]

  /// `; did you mean "…"?` where a name is close enough to be a slip.
  static func nearest(to name: String, among names: [String]) -> String {
    let scored = names.map { (distance: editDistance(name, $0), name: $0) }
    guard let best = scored.min(by: { $0 < $1 }), best.distance <= max(2, name.utf8.count / 3)
    else { return "; known are: " + names.sorted().joined(separator: ", ") }
    return "; did you mean \"\(best.name)\"?"
  }

  private static func editDistance(_ left: String, _ right: String) -> Int {
    let left = Array(left.utf8.prefix(80))
    let right = Array(right.utf8.prefix(80))
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let change = diagonal + (byte == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}

extension ConfigurationKey {
  static let sections: [String] = all.reduce(into: []) { list, key in
    let section = String(key.name.prefix { $0 != "." })
    if !list.contains(section) { list.append(section) }
  }

  /// Variables that begin like ours and belong to scripts around the daemon.
  static let foreignVariables: Set<String> = ["WINNOW_DATA", "WINNOW_CONFIG", "WINNOW_STATE"]

  /// The key's value in `configuration`, written as the file would.
  package func text(in configuration: Configuration) -> String {
    switch field {
    case .text(_, let get): get(configuration)
    case .number(_, let get): ConfigurationKind.text(get(configuration), kind: kind)
    }
  }
}

extension ConfigurationKind {
  private static let durations: [(unit: String, factor: Int64)] = [
    ("ms", 1), ("min", 60_000), ("s", 1_000), ("h", 3_600_000), ("d", 86_400_000),
  ]
  private static let sizes: [(unit: String, factor: Int64)] = [
    ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40), ("B", 1),
  ]

  /// The number that `text` stands for: milliseconds, bytes, or as written; nil when it does not
  /// fit the kind.
  static func number(from text: String, kind: ConfigurationKind) -> Int64? {
    if kind == .retention, text == "forever" { return 0 }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits), number >= 0 else { return nil }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }
    switch kind {
    case .count: return unit.isEmpty && number <= Int32.max ? number : nil
    case .percent: return unit.isEmpty && number <= 100 ? number : nil
    case .retention where number == 0 || unit != "h" && unit != "d": return nil
    case .duration, .retention, .bytes:
      let units = kind == .bytes ? sizes : durations
      guard let factor = units.first(where: { $0.unit == unit })?.factor else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: factor)
      return overflow ? nil : product
    case .path, .level: return nil
    }
  }

  static func text(_ number: Int64, kind: ConfigurationKind) -> String {
    if kind == .retention, number == 0 { return "forever" }
    guard [.duration, .retention, .bytes].contains(kind) else { return String(number) }
    let units = (kind == .bytes ? sizes : durations).sorted { $0.factor > $1.factor }
    let fitting = units.first { number % $0.factor == 0 && number > 0 } ?? units[units.count - 1]
    return "\(number / fitting.factor)\(fitting.unit)"
  }
}
