/// Bugs that tests switch on one at a time, to see that a broken promise does not go unnoticed.
///
/// Out of reach for everything but tests.
package struct PlantedBugs: OptionSet, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Files are moved out of the inbox before the journal says so.
  package static let claimsBeforeLog = PlantedBugs(rawValue: 1 << 0)
  /// Claimed files go before FINISHED is durable.
  package static let letsGoBeforeFinished = PlantedBugs(rawValue: 1 << 1)
  /// FINISHED is written without the original in the archive.
  package static let forgetsOriginals = PlantedBugs(rawValue: 1 << 2)
  /// Ledger and index take in what the journal does not hold durably yet.
  package static let appliesBeforeDurable = PlantedBugs(rawValue: 1 << 3)
  /// Recovery passes over decisions that ledger or index lack.
  package static let skipsPending = PlantedBugs(rawValue: 1 << 4)
  /// A container is read from its beginning again.
  package static let forgetsPosition = PlantedBugs(rawValue: 1 << 5)
  /// Recovery leaves claims alone that were on record and not carried out.
  package static let forgetsClaims = PlantedBugs(rawValue: 1 << 6)
}
