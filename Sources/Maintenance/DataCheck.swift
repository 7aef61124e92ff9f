internal import Archive
package import State
internal import Storage

/// `winnow audit --read-data`: reads one of so many parts of the originals, and holds each against its
/// digest. Works beside a running daemon, and changes nothing.
package struct DataCheck: Sendable {
  /// Which part is read: the same originals for ever, so that all parts are all originals.
  package struct Part: Sendable, Equatable {
    /// From 1 on.
    package var number: Int
    package var count: Int

    /// More parts are of no use: each is a look at all tables of the archive.
    static let countMaximum = 10_000

    /// Reads `7/30`, the seventh of thirty parts, or `today/30`, the one whose turn it is: so many days in a
    /// row read all of them. `day`: Days since 1970, in UTC. Nil for anything else.
    package init?(_ text: String, day: Int) {
      let halves = text.split(separator: "/", omittingEmptySubsequences: false)
      guard halves.count == 2, let count = Int(halves[1]), (1...Self.countMaximum).contains(count)
      else { return nil }
      self.count = count
      if halves[0] == "today" {
        number = (day % count + count) % count + 1
      } else {
        guard let number = Int(halves[0]), (1...count).contains(number) else { return nil }
        self.number = number
      }
    }
  }

  /// What was read, and what is wrong.
  package struct Report: Sendable {
    package var count: Int
    /// Bytes of the originals that were whole.
    package var byteCount: UInt64
    package var findings: [Audit.Finding]
  }

  private let paths: StatePaths

  package init(paths: StatePaths) { self.paths = paths }

  /// Runs it; `progress` hears how many of how many originals were read, after each.
  ///
  /// Throws `PipelineFailure` where the archive's folder cannot be read.
  package func run(
    _ part: Part, _ progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> Report {
    let store = OriginalStore(folder: paths.archive, fileSystem: POSIXFileSystem())
    do {
      let reading = try store.readPart(part.number, of: part.count, progress)
      let findings = reading.damaged.sorted { $0.key < $1.key }.map { digest, why in
        Audit.Finding(kind: "original-damaged", text: "original \(digest) is lost: \(why)")
      }
      return Report(
        count: reading.count, byteCount: reading.byteCount, findings: findings)
    } catch let error as StorageError {
      throw PipelineFailure(error)
    }
  }
}
