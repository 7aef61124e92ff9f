internal import Configuration
internal import ControlAPI
internal import State
internal import Storage

extension StatusReport.Disk {
  /// The space of spool and state, whichever has less; nil where neither can be asked.
  ///
  /// `fillRate`: Bytes a second by which it shrinks.
  init?(of deployment: Deployment, fillRate: Double?) {
    let files = POSIXFileSystem()
    let spaces = [deployment.paths.spool, deployment.paths.state].compactMap {
      try? files.space(at: $0)
    }
    guard let space = spaces.min(by: { $0.free < $1.free }) else { return nil }
    let low = deployment.settings.lowWater(totalBytes: Int64(space.total))
    self.init(
      freeBytes: Int64(space.free), totalBytes: Int64(space.total), lowWaterBytes: low)
    hoursLeft = fillRate.map { Double(max(0, freeBytes - low)) / $0 / 3_600 }
  }
}
