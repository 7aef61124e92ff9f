internal import ArgumentParser
internal import ClusterLog
internal import Configuration
internal import PostgresLog

/// Where the log lies.
struct DatabaseOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How PostgreSQL is reached, as libpq says it: host=… dbname=… user=…; as configured where left out.",
      valueName: "connection"
    ))
  var database: String?
  @Option(help: .hidden) var newestLogFormat: Int16 = LogFormat.newest

  /// Throws `LogError` where nothing says where the log lies.
  func log() throws -> PostgresLog {
    if let database { return PostgresLog(database, newestFormat: newestLogFormat) }
    let deployment = try? Deployment(
      state: nil, config: nil, environment: Deployment.environment, usesTheRest: true)
    guard let settings = deployment?.settings.cluster, settings.isSet else {
      throw LogError.refused(
        "nothing says where the log is: give --database, or set cluster.database")
    }
    return PostgresLog(settings.database, newestFormat: newestLogFormat)
  }
}
