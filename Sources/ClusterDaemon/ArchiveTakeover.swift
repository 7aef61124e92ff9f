internal import Cluster
internal import ClusterLog
package import Configuration
internal import Ledger
internal import Model
internal import NearDuplicates
internal import PostgresLog
internal import SearchIndex
package import State
internal import Storage
internal import WriteAheadLog

/// Makes the state of a single machine the first node of a cluster: everything that it has decided goes into the
/// log as it is, and its ledger goes on with the log. The state stays where it is.
///
/// What was interrupted is done by running it again; until its end the state is still that of a single machine.
package struct ArchiveTakeover {
  /// What came of it.
  package struct Summary: Sendable {
    package var articleCount: UInt64
    package var batchCount: UInt64
  }

  private let settings: Settings
  private let paths: StatePaths
  private let files = POSIXFileSystem()
  /// Offers that one record of the journal settles.
  private static let recordCount: UInt64 = 4_096

  /// `settings`: With `cluster.database` and `cluster.node`.
  /// `paths`: Of the state, on which nobody works meanwhile.
  package init(_ settings: Settings, paths: StatePaths) {
    self.settings = settings
    self.paths = paths
  }

  /// Throws `LogError` and `PipelineFailure`.
  ///
  /// `tell`: Hears now and then how much of all is in the log.
  package func run(tell: @escaping (_ done: UInt64, _ total: UInt64) -> Void) async throws
    -> Summary
  {
    guard try !LogFolder(paths.journal, on: files).isEmpty() else {
      throw PipelineFailure.noState(paths)
    }
    let name = settings.cluster.node
    let pending = paths.node.appendingSuffix(".new")
    let known = try NodeRecord.read(paths, files)
    if let known, known.name != name {
      throw PipelineFailure(
        .refused, "\(paths.state.printable) is node \(known.name) of a cluster already.")
    }
    let record =
      try known ?? NodeRecord.read(at: pending, files)
      ?? NodeRecord(name: name, instance: InstanceID.random().description)
    guard record.name == name, let instance = InstanceID(record.instance) else {
      throw PipelineFailure(
        .refused,
        "\(pending.printable) says that \(paths.state.printable) was to be node \(record.name). Remove it to begin"
          + " anew as \(name), with an empty log")
    }
    if known == nil { try record.write(at: pending, files) }
    var options = settings.stateOptions
    options.node = name
    options.usesSpool = false
    let (state, recovery) = try StateDirectory.open(
      paths, files: files, options: options, holder: "winnow-cluster init")
    guard try state.ledger.chain() == nil else {
      throw PipelineFailure(
        .refused,
        "\(paths.state.printable) is node \(name) of a cluster already. Start winnowd there")
    }
    try replay(state, after: recovery)
    let identity = NodeIdentity(
      name: name, instance: instance, roles: [.intake, .archive], version: Version.text)
    let log = PostgresLog(settings.cluster.database)
    try await log.join(identity, signatureFormat: Int16(Signature.formatVersion))
    let done = try await ArchiveImport(of: state.ledger, as: identity, into: log) {
      tell($0.done, $0.total)
    }.run()
    try record.write(paths, files)
    try await goOn(state, with: done)
    if try files.exists(pending) { try files.remove(pending) }
    return Summary(articleCount: done.head.last.rawValue, batchCount: done.head.number)
  }

  /// Brings the backlog up to the journal's end. Throws where ledger or index lack what was decided.
  private func replay(_ state: StateDirectory, after recovery: JournalRecovery) throws {
    var pendingCount = 0
    let index = try state.index.appliedLSN()
    // An index that goes on with the log already is from an attempt before.
    let applied =
      try NodeRecord.read(paths, files) == nil
      ? min(try state.ledger.appliedLSN(), index) : try state.ledger.appliedLSN()
    try state.log.replay(after: recovery, applied: applied, tick: {}) { _, _, _ in
      pendingCount += 1
    }
    guard pendingCount == 0, !state.index.isToBeFilled else {
      throw PipelineFailure(
        .refused,
        "\(paths.state.printable) has decided what is not in its ledger and index yet. Start winnowd once more without"
          + " cluster.database, stop it, and run this again")
    }
  }

  /// Has everything go on with the log, the ledger last: it says which of the two it follows.
  private func goOn(_ state: StateDirectory, with done: ArchiveImport.Result) async throws {
    let clock = SystemClock()
    var next = state.log.backlog.offers.through + 1
    while next <= done.last {
      let end = min(done.last, next + Self.recordCount - 1)
      try await state.log.append(.decided(DecisionBatch(offers: Array(next...end))), clock: clock)
      next = end + 1
    }
    try await state.log.checkpointAndClose()
    try state.index.goOn(behind: done.head.number)
    try state.ledger.goOn(behind: done.head.number, chain: done.head.chain)
    try state.index.close()
    try (state.ledger as? SQLiteLedger)?.close()
  }
}
