internal import ArgumentParser
internal import NearDuplicates
internal import PostgresLog

/// Prints the SQL that makes the log.
struct SchemaSQL: AnsweringCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql",
    abstract:
      "Print the SQL that makes tables and rights, for psql as the database's owner or a superuser."
  )

  func answer() -> String { LogSchema.sql(signatureFormat: Int16(Signature.formatVersion)) }
}
