package import Model
package import SQLiteSupport
internal import Synchronization

/// The full-text index: `slice-000.sqlite`, `slice-001.sqlite`, … in one folder.
///
/// A slice holds as many consecutive decision numbers as its `length` says, so that only the newest one
/// grows and a search begins with what is new. The newest slice says up to which journal record the
/// index holds everything; it is written last. There is one writer; readers go on beside it, in this
/// process and in others, and find new slices as they come. All calls block.
package final class FullTextIndex: Sendable {
  /// How many decision numbers a slice of a new index holds.
  package static let sliceLength = 125_000

  package let folder: String
  let access: SQLiteAccess
  private let slices: Mutex<[IndexSlice]>

  private init(_ folder: String, _ slices: [IndexSlice], _ access: SQLiteAccess) {
    self.folder = folder
    self.access = access
    self.slices = Mutex(slices)
  }

  /// Opens the index in `folder`, which must be there.
  ///
  /// For writing, an index that is missing is made, with slices of `sliceLength` numbers; an existing
  /// one keeps its own. For reading, nothing is made. Throws `SQLiteFileError`.
  package static func open(
    _ folder: String, sliceLength wanted: Int = sliceLength, access: SQLiteAccess = .writing
  ) throws -> FullTextIndex {
    precondition(wanted > 0)
    if access != .writing, isOlder(folder) {
      throw SQLiteFileError(
        .older(version: 3), path: path(0, in: folder, former: true), kind: "search index")
    }
    // What an interrupted start has made of a new one.
    if access == .writing, isOlder(folder) { remove(former: false, in: folder) }
    var origin = IndexSlice.Origin(length: wanted)
    var slices: [IndexSlice] = []
    while slices.isEmpty || isThere(slices.count, in: folder, access) {
      let number = slices.count
      let slice = try IndexSlice(
        path: path(number, in: folder), number: number, origin: origin, access: access)
      origin.length = slice.length
      guard slices.allSatisfy({ $0.length == slice.length }) else {
        throw slice.error(.foreign(detail: "its slices are of another length"))
      }
      slices.append(slice)
    }
    return FullTextIndex(folder, slices, access)
  }

  static func path(_ number: Int, in folder: String, former: Bool = false) -> String {
    let digits = String(number)
    return "\(folder)/\(former ? "shard" : "slice")-"
      + String(repeating: "0", count: max(0, 3 - digits.count)) + digits + ".sqlite"
  }

  /// True when the next slice is there. A file that its writer has made and not filled yet is no slice.
  private static func isThere(_ number: Int, in folder: String, _ access: SQLiteAccess) -> Bool {
    guard let size = SQLiteFile.byteCount(path(number, in: folder)) else { return false }
    return access == .writing || size > 0
  }

  /// All slices, oldest first, with those that came since the last call.
  func current() throws -> [IndexSlice] {
    try slices.withLock { slices in
      while access != .writing, let last = slices.last,
        Self.isThere(slices.count, in: folder, access)
      {
        do {
          slices.append(
            try IndexSlice(
              path: Self.path(slices.count, in: folder), number: slices.count,
              origin: IndexSlice.Origin(length: last.length), access: access))
        } catch let error as SQLiteFileError where error.problem == .missing {
          // Its tables are being made; the next call finds them.
          break
        }
      }
      return slices
    }
  }

  /// How many files the index has.
  package var sliceCount: Int { slices.withLock(\.count) }

  func newest() throws -> IndexSlice {
    guard let last = try current().last else { preconditionFailure("an index has a slice") }
    return last
  }

  /// The slice that a number belongs to, made with all before it where it is not there.
  func slice(for number: DecisionNumber) throws -> IndexSlice {
    try slices.withLock { slices in
      let index = Int((max(number.rawValue, 1) - 1) / UInt64(slices[0].length))
      while index >= slices.count {
        let origin = try slices[slices.count - 1].origin()
        slices.append(
          try IndexSlice(
            path: Self.path(slices.count, in: folder), number: slices.count, origin: origin,
            access: access))
      }
      return slices[index]
    }
  }

  // MARK: What it is up to

  /// The journal record up to which everything is in the index; 0 for a new one.
  package func appliedLSN() throws -> UInt64 { try newest().appliedLSN() }

  /// Goes on with another log that has all that is here: what comes next is behind its record `number`. Durable on
  /// return.
  package func goOn(behind number: UInt64) throws { try newest().goOn(behind: number) }

  /// The number of the log that decided what is in the index; 0 when it was never told.
  package func logNumber() throws -> UInt64 { try newest().logNumber() }

  /// Notes the log that the index belongs to, durable on return.
  package func belong(toLog number: UInt64) throws {
    for slice in try current() { try slice.belong(toLog: number) }
  }

  /// Log numbers of all slices; a file of another index among them has another.
  package func logNumbers() throws -> [UInt64] { try current().map { try $0.logNumber() } }

  /// How many articles are in the index.
  package func articleCount() throws -> Int {
    try current().reduce(0) { $0 + (try $1.articleCount()) }
  }

  /// Reads every page of every slice; what is wrong, a line each, or nothing. Opened for writing it
  /// also holds the words against the texts. Takes time in proportion to the index' size.
  package func findDamage() throws -> [String] {
    try current().flatMap { slice in try slice.findDamage().map { "\(slice.path): \($0)" } }
  }

  /// The same of an index that is only read: words are held against texts in a copy of one slice after the
  /// other, since SQLite takes that check for a change.
  ///
  /// `folder`: Where the copy may lie meanwhile.
  package func findDamage(copyingInto folder: String) throws -> [String] {
    try current().flatMap { slice in
      let found = try slice.findDamage()
      if access == .writing || !found.isEmpty { return found.map { "\(slice.path): \($0)" } }
      return try slice.findDamage(copyingTo: "\(folder)/slice.sqlite")
        .map { "\(slice.path): \($0)" }
    }
  }

  /// Calls `body` with where every article stands among others, in the order of their numbers; of copies it
  /// says not of what.
  package func forEachStanding(
    _ body: (DecisionNumber, IndexEntry.Standing) -> Void
  ) throws {
    for slice in try current() { try slice.forEachStanding(body) }
  }

  /// Closes all connections; the index must not be used afterwards.
  package func close() throws { for slice in try current() { try slice.close() } }
}
