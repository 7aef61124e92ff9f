package import Model

/// Learns which lines a source repeats: those that it puts on articles of three stories.
///
/// Follow-ups share paragraphs with what they follow up, so articles of one story count once. Bounded:
/// lines are counted for the sources used last, and some thousands of each.
package struct BoilerplateLearner: Sendable {
  private struct Line {
    /// Stories in which it stood, below the threshold.
    var storyCount: UInt8
    var lastStory: DecisionNumber
  }

  private struct Source {
    var lines: [UInt32: Line] = [:]
    var lastUse: UInt64 = 0
  }

  /// What was learned so far.
  package private(set) var library: BoilerplateLibrary
  private var sources: [String: Source] = [:]
  private var noteCount: UInt64 = 0

  /// Stories that make a line boilerplate.
  package static let storyThreshold: UInt8 = 3
  private static let sourceLimit = 512
  private static let lineLimit = 4096

  /// A learner that goes on from what was learned before.
  package init(_ library: BoilerplateLibrary = BoilerplateLibrary()) {
    self.library = library
  }

  /// Notes the lines of one article of `story`, by `LineHash`. Returns what is learned thereby.
  ///
  /// `learns`: False when an article is put back whose decision is on record: what was learned then is
  /// in the library already.
  @discardableResult
  package mutating func note(
    _ lines: [UInt32], source name: String, story: DecisionNumber, learns: Bool = true
  ) -> LearnedLines? {
    guard library.hasSpace(for: name) else { return nil }
    noteCount += 1
    if sources[name] == nil { makeSpace() }
    var source = sources[name] ?? Source()
    source.lastUse = noteCount
    let known = library.snapshot(of: name)
    var learned: [UInt32] = []
    for hash in lines where !known.lines.contains(hash) {
      var line = source.lines[hash] ?? Line(storyCount: 0, lastStory: DecisionNumber(0))
      guard line.lastStory != story else { continue }
      line.lastStory = story
      line.storyCount += 1
      if line.storyCount < Self.storyThreshold {
        source.lines[hash] = line
      } else if learns {
        learned.append(hash)
        source.lines[hash] = nil
      }
    }
    if source.lines.count > Self.lineLimit { Self.forget(&source) }
    assert(source.lines.count <= Self.lineLimit, "lines are counted within their bound")
    sources[name] = source
    assert(sources.count <= Self.sourceLimit, "the sources used last are remembered")
    guard !learned.isEmpty else { return nil }
    let version = LearnedLines(source: name, version: known.version + 1, lines: learned)
    library.add(version)
    return version
  }

  /// Lines that stood in one story only make space; if that is not enough, all start anew.
  private static func forget(_ source: inout Source) {
    source.lines = source.lines.filter { $0.value.storyCount > 1 }
    if source.lines.count > lineLimit / 2 { source.lines = [:] }
  }

  private mutating func makeSpace() {
    guard sources.count >= Self.sourceLimit else { return }
    let oldest = sources.min { $0.value.lastUse < $1.value.lastUse }?.key
    if let oldest { sources[oldest] = nil }
  }
}
