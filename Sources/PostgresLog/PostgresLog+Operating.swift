package import ClusterLog

extension PostgresLog {
  /// Makes tables and rights (`LogSchema`); for tests and for who may.
  package func makeSchema(signatureFormat: Int16) throws(LogError) {
    try connection.run(script: LogSchema.sql(signatureFormat: signatureFormat))
  }

  /// Makes the node known to the cluster; nothing where it is already.
  ///
  /// Throws `refused` for a name that another machine has, and for a log of other formats.
  package func join(_ node: NodeIdentity, signatureFormat: Int16) throws(LogError) {
    guard let setting = try connection.run(LogStatements.settings, [], .reading).first else {
      throw .refused("the database has no log; make it with what winnow-cluster sql prints")
    }
    let (log, signature) = (try setting.int2(0), try setting.int2(1))
    guard (LogFormat.oldest...newestFormat).contains(log), signature == signatureFormat else {
      throw .refused(
        "the log is of format \(log) with signatures of format \(signature); this program reads"
          + " \(LogFormat.oldest) to \(newestFormat) and \(signatureFormat)")
    }
    _ = try connection.run(
      LogStatements.join,
      [
        .text(node.name), .text(node.instance.description), .int2(node.roles.rawValue),
        .text(node.version), .int2(newestFormat),
      ], .step)
  }

  /// Takes the right to decide from who has it; that one does not take it again for some seconds, so that
  /// another does. Returns its name; nil where nobody has it.
  package func stepDown(seconds: Double) throws(LogError) -> String? {
    try connection.run(LogStatements.stepDown, [.float8(seconds)], .step).first?.text(0)
  }

  /// Has nobody decide until `resume`. `why`: For whoever asks; not empty. Returns false where that is so
  /// already.
  package func pause(_ why: String) throws(LogError) -> Bool {
    precondition(!why.isEmpty)
    return try !connection.run(LogStatements.pause, [.text(why)], .step).isEmpty
  }

  /// Ends a pause. Returns false where there is none.
  package func resume() throws(LogError) -> Bool {
    try !connection.run(LogStatements.resume, [], .step).isEmpty
  }

  /// Has the log go on in the newest format that this program knows. Only the owner of the tables may.
  ///
  /// Returns that format and the one before. Throws `refused` while a node reads less, by name.
  package func upgrade() throws(LogError) -> (from: Int16, to: Int16) {
    guard let before = try connection.run(LogStatements.settings, [], .reading).first?.int2(0)
    else { throw .refused("the database has no log: winnow cluster sql") }
    guard before < newestFormat else { return (before, before) }
    let done = try connection.run(LogStatements.upgrade, [.int2(newestFormat)], .step)
    guard done.isEmpty else { return (before, newestFormat) }
    var names: [String] = []
    for row in try connection.run(LogStatements.older, [.int2(newestFormat)], .reading) {
      names.append(try row.text(0))
    }
    throw .refused(
      "format \(newestFormat) is not read by \(names.joined(separator: ", ")): install this version there and start"
        + " it, or have it leave (winnow cluster leave)")
  }

  /// Has the node offer nothing any more; what it has offered stays. Only the owner of the tables may.
  ///
  /// Returns false where there is no such node, or it has left before.
  package func leave(_ name: String) throws(LogError) -> Bool {
    try !connection.run(LogStatements.leave, [.text(name)], .step).isEmpty
  }

  /// What a node needs to know before it works with the database.
  package func inspection() throws(LogError) -> LogInspection {
    guard let row = try connection.run(LogStatements.inspection, [], .reading).first else {
      throw .damaged("the server says nothing of itself")
    }
    func isTrue(_ column: Int) throws(LogError) -> Bool { try row.bytes(column) == [1] }
    var inspection = LogInspection(
      serverVersion: try row.int4(0), user: try row.text(1), hasLog: try isTrue(2),
      mayOffer: try isTrue(3), mayDecide: try isTrue(4), isDurable: try isTrue(5),
      clock: try row.int8(6))
    if inspection.hasLog, inspection.mayOffer,
      let setting = try connection.run(LogStatements.settings, [], .reading).first
    {
      inspection.formats = (try setting.int2(0), try setting.int2(1))
    }
    return inspection
  }

  /// Tells the others how a node is. Its own role only may.
  package func report(_ report: NodeReport, of name: String) throws(LogError) {
    _ = try connection.run(LogStatements.report, [.text(name), .text(report.json)], .step)
  }

  /// What the log says of the cluster.
  package func status() throws(LogError) -> LogStatus {
    guard let decider = try connection.run(LogStatements.decider, [], .reading).first else {
      throw .refused("the database has no log: winnow-cluster sql")
    }
    var status = LogStatus(
      head: try head(), holder: try decider.text(0), epoch: try decider.number(1),
      leaseSeconds: try decider.float8(2), pause: try decider.text(3), nodes: [])
    for row in try connection.run(LogStatements.nodes, [], .reading) {
      status.nodes.append(
        NodeStatus(
          node: NodeID(try row.int4(0)), name: try row.text(1),
          roles: NodeRoles(rawValue: try row.int2(2)), version: try row.text(3),
          silence: try row.float8(4), hasLeft: try row.bytes(5) == [1],
          offered: try row.number(7), answered: try row.number(8),
          report: NodeReport(json: try row.text(6))))
    }
    return status
  }

  /// Drops the connection; the next call opens it again.
  package func disconnect() { connection.close() }
}
