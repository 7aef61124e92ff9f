/// How the drop folder is watched, and what is taken out of it.
package struct DropFolderOptions: Sendable {
  /// A file that did not come by rename is taken when it has been left alone for this long, in
  /// nanoseconds.
  package var settleTime: Int64 = 2_000_000_000
  /// Events only hasten the scan; it runs this often anyway, in nanoseconds.
  package var rescanTime: Int64 = 30_000_000_000
  /// A file that could not be moved is left alone for this long unless it changes, in nanoseconds.
  package var retryTime: Int64 = 600_000_000_000
  /// Names that one scan gathers, filled up again when half of them are used.
  package var candidateLimit = 8_192
  /// Larger files are set aside, in bytes.
  package var sizeLimit: UInt64 = 8 << 30
  /// Threads that sync the files of a batch side by side: the device flushes once for all that wait,
  /// so that 32 take a batch in a thirtieth of the time. 1 keeps the order of calls, for simulation.
  package var syncWorkerCount = 32
  /// A folder whose path below the inbox has more bytes is not entered, and shown as stuck.
  package var folderPathByteLimit = 4_096
  /// More folders than this are not entered, and shown as stuck.
  package var folderLimit = 1_000_000
  /// An empty folder below a source's folder goes when nothing was done in it for this long, in
  /// nanoseconds: dated folders add up.
  package var emptyFolderTime: Int64 = 86_400_000_000_000

  package init() {}
}
