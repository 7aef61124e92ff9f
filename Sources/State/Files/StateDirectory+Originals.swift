internal import Archive
package import Formats
internal import Model
internal import Storage

extension StateDirectory {
  /// Where the job's bytes are now, and their digest.
  ///
  /// Throws a `Refusal` where they are gone, and what reading them throws.
  package func bytes(of job: OpenJob) throws -> (source: any ByteSource, digest: String) {
    let source = try source(of: job)
    if let digest = job.closing?.digest, !digest.isEmpty { return (source, digest) }
    return (source, try (source as? FileSource)?.digest() ?? "")
  }

  private func source(of job: OpenJob) throws -> any ByteSource {
    let digest = Digest(job.closing?.digest ?? "")
    // A file that was left where it lies may be another one by now; the archive's was decided on.
    if job.claim.location == .external, let digest, try originals.contains(digest) {
      return MemorySource(try originals.read(digest, limit: 1 << 31))
    }
    if try files.exists(path(of: job.claim)) { return try open(job.claim) }
    guard let digest else { throw Refusal.gone }
    return MemorySource(try originals.read(digest, limit: 1 << 31))
  }
}
