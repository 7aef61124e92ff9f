package import Model
package import Storage

extension StateDirectory {
  /// Looks at a file that was named on the command line.
  package func inspect(_ file: FilePath) -> (stamp: FileStamp, refusal: Refusal?) {
    do {
      let status = try files.status(of: file)
      let stamp = FileStamp(status)
      guard status.kind == .regular else {
        return (
          stamp,
          Refusal(
            outcome: .quarantined, reason: .notAFile,
            detail: "\(file.printable) is not a regular file.",
            remedy: "Give the file itself; links, pipes and devices are not followed.")
        )
      }
      return (stamp, nil)
    } catch {
      return (
        FileStamp(inode: 0, size: 0, modified: 0),
        error.errno == .noSuchFileOrDirectory ? .gone : .unreadable(error)
      )
    }
  }
}
