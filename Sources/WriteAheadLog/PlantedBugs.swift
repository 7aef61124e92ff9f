/// Faults that the test run plants in the log, one at a time, to see that the suite catches each.
///
/// None is ever set outside tests; `docs/CRASH_TESTING.md` lists them with the test that catches it.
struct PlantedBugs: OptionSet, Sendable {
  let rawValue: UInt32

  // Reading.
  static let headerUnchecked = PlantedBugs(rawValue: 1 << 0)
  static let payloadUnchecked = PlantedBugs(rawValue: 1 << 1)
  static let saltUnchecked = PlantedBugs(rawValue: 1 << 2)
  static let lsnUnchecked = PlantedBugs(rawValue: 1 << 3)
  static let chainUnchecked = PlantedBugs(rawValue: 1 << 4)
  static let durableDeltaIgnored = PlantedBugs(rawValue: 1 << 5)
  static let checkpointNoWitness = PlantedBugs(rawValue: 1 << 6)
  static let holeUnnoticed = PlantedBugs(rawValue: 1 << 7)
  static let checkpointUnchecked = PlantedBugs(rawValue: 1 << 8)

  // Mending.
  static let lastBatchNotRewritten = PlantedBugs(rawValue: 1 << 17)
  static let tailNotCopied = PlantedBugs(rawValue: 1 << 9)
  static let tailNotZeroed = PlantedBugs(rawValue: 1 << 10)
  static let historyKeptTwice = PlantedBugs(rawValue: 1 << 11)

  // Writing.
  static let acknowledgeBeforeSync = PlantedBugs(rawValue: 1 << 12)
  static let failedSyncRepeated = PlantedBugs(rawValue: 1 << 13)
  static let notPoisoned = PlantedBugs(rawValue: 1 << 14)
  static let fullSegmentNotSynced = PlantedBugs(rawValue: 1 << 15)
  static let segmentDeletedTooEarly = PlantedBugs(rawValue: 1 << 16)
}
