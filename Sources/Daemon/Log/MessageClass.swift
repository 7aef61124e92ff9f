/// What a line of the log is about. The ids are stable: `journalctl MESSAGE_ID=…` finds all lines of a class;
/// `docs/LOGS.md` lists them.
enum MessageClass: String, Sendable, CaseIterable {
  /// The daemon works: the journal is read, the inbox is watched.
  case started
  /// The daemon has stopped in order.
  case stopped
  /// The daemon ends because nothing more can be acknowledged.
  case failed
  /// The state is open; the journal is being read.
  case opening
  /// What the journal holds is in ledger and index.
  case recovered
  /// Something of the journal or of an article was lost; the line says what.
  case damage
  /// The configuration was read again.
  case reloaded
  /// A new configuration cannot be used; the old one goes on.
  case reloadRefused
  /// What the configuration says is taken in another way than it stands there; the line says how.
  case settings
  /// A stage hangs; the watchdog will restart the daemon.
  case stalled
  /// A file was set aside for a person.
  case quarantined
  /// Refusals surge, over all sources; and when that ends.
  case refusals
  /// The disk is below the low-water mark: nothing is taken; and when it goes on.
  case lowDisk
  /// Syncs of the journal take a second or more; and when that ends.
  case slowSync
  /// A source is not as it was; and when that ends.
  case sourceProblem
  /// The figures of the sources are made again from the ledger, or cannot be kept.
  case sourceFigures
  /// Originals or articles were taken out after their time.
  case expired
  /// Somebody decided about files in quarantine.
  case decided
  /// The node of a cluster: whether its database answers, and whether it decides for all.
  case cluster

  /// The class's 128 bits, as the journal of systemd writes them.
  var messageID: String {
    switch self {
    case .started: "f5057fee4c3e445982dd21250b729601"
    case .stopped: "f41fcb28e1ec42299aa5148c01a8c3f5"
    case .failed: "b7b3ff7b623d48df8cd58cc6f137bdc5"
    case .opening: "e52fec142d754a6a85840f4ce50ee168"
    case .recovered: "43c243ee094546ce9f76663f8330df68"
    case .damage: "d01e13be235f461f83923dd14744f3e0"
    case .reloaded: "d8aaa1f6d2b641ba9e97f5f843c901ee"
    case .reloadRefused: "44d09f3d38c24ebb95bab91cd20b52cf"
    case .settings: "6c0b6f5a1d0e4c58b7a29d3f4e8815c2"
    case .stalled: "54dc765189f846dc9f9326be5a7eff0d"
    case .quarantined: "dd75ef1ba5574e7583c8396ebe77367b"
    case .refusals: "311466440f9e4cd3a7aae4a6ac9448a7"
    case .lowDisk: "b8134e77a4c9427daf6c72f9b192e0d9"
    case .slowSync: "5372f53ff9524fef88395aad5fac0dba"
    case .sourceProblem: "abda62a8573241ef8c0031d8dc083c34"
    case .sourceFigures: "93d544beeeee4355af0214835508e050"
    case .expired: "c24d025b749f48828e29d80fb9f16842"
    case .cluster: "c7c3d0b86747488094dc7c95be6d1474"
    case .decided: "fa50dad1f12a41f09a1819980e199f78"
    }
  }
}
