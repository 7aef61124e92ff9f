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
      throw .refused("the database has no log: winnow cluster sql")
    }
    let (log, signature) = (try setting.int2(0), try setting.int2(1))
    guard log == LogSchema.logFormat, signature == signatureFormat else {
      throw .refused(
        "the log is of format \(log) with signatures of format \(signature); this winnow writes"
          + " \(LogSchema.logFormat) and \(signatureFormat)")
    }
    _ = try connection.run(
      LogStatements.join,
      [
        .text(node.name), .text(node.instance.description), .int2(node.roles.rawValue),
        .text(node.version),
      ], .step)
  }

  /// Drops the connection; the next call opens it again.
  package func disconnect() { connection.close() }
}
