package import Storage

/// Which node of which cluster a state is: a file of the state, made by the daemon's first start there.
package struct NodeRecord: Sendable, Equatable {
  /// The node's name.
  package var name: String
  /// A UUID that tells this state from every other one, also of the same name.
  package var instance: String

  package init(name: String, instance: String) {
    self.name = name
    self.instance = instance
  }

  /// The record of a state; nil where it is that of a single machine. Throws `StorageError`, and
  /// `PipelineFailure` for a file that is none.
  package static func read(_ paths: StatePaths, _ files: any FileSystem) throws -> NodeRecord? {
    try read(at: paths.node, files)
  }

  /// The same of the record at that path.
  package static func read(at path: FilePath, _ files: any FileSystem) throws -> NodeRecord? {
    guard try files.exists(path) else { return nil }
    let text = String(decoding: try files.readFile(path, limit: 4_096), as: UTF8.self)
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 4, words[0] == "node", words[2] == "instance" else {
      throw PipelineFailure(
        .damaged, "\(path.printable) does not say which node of a cluster this is.")
    }
    return NodeRecord(name: String(words[1]), instance: String(words[3]))
  }

  /// Makes it the state's, durably.
  package func write(_ paths: StatePaths, _ files: any FileSystem) throws {
    try write(at: paths.node, files)
  }

  /// Writes it to that path, durably.
  package func write(at path: FilePath, _ files: any FileSystem) throws {
    try files.replaceFile(path, with: Array("node \(name)\ninstance \(instance)\n".utf8))
  }

  /// What is said of a ledger that follows a cluster's log, in a state that is no node's: what a single
  /// machine decided there would take no effect.
  static func ledgerOfCluster(_ ledger: FilePath) -> PipelineFailure {
    PipelineFailure(
      .refused,
      "\(ledger.printable) follows a cluster's log, and nothing says which node this is. Begin the node anew with an"
        + " empty state: the log has everything but originals")
  }

  /// Throws `PipelineFailure` where the state is a node's, for who would make ledger and index anew from its
  /// journal, which knows of its own files only.
  package static func refuseRebuild(_ paths: StatePaths, _ files: any FileSystem) throws {
    guard let record = try read(paths, files) else { return }
    let generation = try Generation.current(of: paths, on: files)
    throw PipelineFailure(
      .refused,
      "\(paths.state.printable) is node \(record.name) of a cluster, whose log has everything. Stop winnowd, remove"
        + " \(generation.ledger.printable)* and \(generation.index.printable), and start it: it follows the log from"
        + " its beginning")
  }

  /// Throws `PipelineFailure` where the state is a node's, for who would copy it: put back, it would offer what
  /// the log has already.
  package static func refuseBackup(_ paths: StatePaths, _ files: any FileSystem) throws {
    guard let record = try read(paths, files) else { return }
    throw PipelineFailure(
      .refused,
      "\(paths.state.printable) is node \(record.name) of a cluster: a copy could not take its place. What is to be"
        + " backed up are the log (PostgreSQL) and the originals (\(paths.archive.printable)); a node that is lost is"
        + " begun anew and follows the log")
  }

  /// Throws `PipelineFailure` where the state is a node's: nothing may be decided there, or be changed
  /// behind the cluster's back.
  package static func refuse(_ paths: StatePaths, _ files: any FileSystem) throws {
    guard let record = try read(paths, files) else { return }
    throw PipelineFailure(
      .refused,
      "\(paths.state.printable) is node \(record.name) of a cluster: only winnowd with"
        + " cluster.database set works on it. Set it, or use another --state")
  }
}
