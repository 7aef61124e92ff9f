package import Articles

/// Learns which lines a source repeats: those that it puts on three unrelated articles.
///
/// The state depends only on what was noted, in order. Bounded: the sources used last, and the lines
/// of each that came up again.
package struct BoilerplateLearner: Sendable {
  private struct Line {
    /// Unrelated articles on which it stood, up to the threshold.
    var clusterCount: UInt8
    var lastCluster: DecisionNumber
  }

  private struct Source {
    var lines: [UInt32: Line] = [:]
    var snapshot: BoilerplateSnapshot
    var lastUse: UInt64 = 0
  }

  private var sources: [String: Source] = [:]
  private var noteCount: UInt64 = 0

  /// Unrelated articles that make a line boilerplate.
  package static let clusterThreshold: UInt8 = 3
  private static let sourceLimit = 512
  private static let lineLimit = 2048

  /// A learner that has seen nothing.
  package init() {}

  /// Notes the lines of one article of `cluster`, by `LineHash` or any other hash of lines.
  package mutating func note(_ lines: [UInt32], source name: String, cluster: DecisionNumber) {
    noteCount += 1
    if sources[name] == nil { makeRoom() }
    var source = sources[name] ?? Source(snapshot: BoilerplateSnapshot(source: name))
    source.lastUse = noteCount
    var learnt: [UInt32] = []
    for hash in lines {
      var line = source.lines[hash] ?? Line(clusterCount: 0, lastCluster: DecisionNumber(0))
      guard line.lastCluster != cluster, line.clusterCount < Self.clusterThreshold else { continue }
      line.lastCluster = cluster
      line.clusterCount += 1
      source.lines[hash] = line
      if line.clusterCount == Self.clusterThreshold { learnt.append(hash) }
    }
    if !learnt.isEmpty {
      source.snapshot = BoilerplateSnapshot(
        source: name, version: source.snapshot.version + 1,
        lines: source.snapshot.lines.union(learnt))
    }
    if source.lines.count > Self.lineLimit { Self.forget(&source) }
    sources[name] = source
  }

  /// What is known of a source; version 0 when nothing is.
  package func snapshot(of source: String) -> BoilerplateSnapshot {
    sources[source]?.snapshot ?? BoilerplateSnapshot(source: source)
  }

  /// Lines that stood on one article only make room; if that is not enough, all start anew.
  private static func forget(_ source: inout Source) {
    source.lines = source.lines.filter { $0.value.clusterCount > 1 }
    guard source.lines.count > lineLimit / 2 else { return }
    source.lines = [:]
    source.snapshot = BoilerplateSnapshot(
      source: source.snapshot.source, version: source.snapshot.version + 1)
  }

  private mutating func makeRoom() {
    guard sources.count >= Self.sourceLimit else { return }
    let oldest = sources.min { $0.value.lastUse < $1.value.lastUse }?.key
    if let oldest { sources[oldest] = nil }
  }
}
