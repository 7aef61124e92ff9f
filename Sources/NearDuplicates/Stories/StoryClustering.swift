/// Divides some articles into stories, all at once: the two groups that are most alike become one, until
/// no two are alike enough (average linkage).
///
/// Two groups are one story when the mean likeness between them reaches a share of the likeness within
/// them: reports of one event are as like each other across papers as within each. What a small group's
/// likeness within is, is guessed from few pairs, so some pairs of a usual likeness are added.
struct StoryClustering {
  var options: CopyIndexOptions

  /// Pairs of the usual likeness that are added to a group.
  private static let addedPairCount: Float = 4

  /// The group of each of `count` articles, as the index of the group's first article. `likeness`: of
  /// each pair, row by row.
  func groups(count: Int, likeness: [Float]) -> [Int] {
    precondition(likeness.count == count * count)
    var between = likeness
    var within = [Float](repeating: 0, count: count)
    var sizes = [Float](repeating: 1, count: count)
    var isThere = [Bool](repeating: true, count: count)
    var group = Array(0..<count)
    while let (first, second) = mostAlike(between, within, sizes, isThere) {
      within[first] += within[second] + between[first * count + second]
      sizes[first] += sizes[second]
      isThere[second] = false
      for other in 0..<count where isThere[other] && other != first {
        let sum = between[first * count + other] + between[second * count + other]
        between[first * count + other] = sum
        between[other * count + first] = sum
      }
      for index in group.indices where group[index] == second { group[index] = first }
    }
    return group
  }

  private func mostAlike(
    _ between: [Float], _ within: [Float], _ sizes: [Float], _ isThere: [Bool]
  ) -> (Int, Int)? {
    let count = sizes.count
    let share = Float(options.storyLikenessShare)
    let usual = within.indices.map { index in
      let pairs = sizes[index] * (sizes[index] - 1) / 2
      return (within[index] + Self.addedPairCount * Float(options.storyUsualLikeness))
        / (pairs + Self.addedPairCount)
    }
    var best: (Int, Int)?
    var bestRatio: Float = 1
    for first in 0..<count where isThere[first] {
      for second in (first + 1)..<max(count, first + 1) where isThere[second] {
        let mean = between[first * count + second] / (sizes[first] * sizes[second])
        let size = sizes[first] + sizes[second]
        let threshold =
          size > 2 ? Float(options.storyGroupThreshold) : Float(options.storyPairThreshold)
        let asked = max(threshold, share * (usual[first] * usual[second]).squareRoot())
        let ratio = mean / asked
        if ratio > bestRatio { (best, bestRatio) = ((first, second), ratio) }
      }
    }
    return best
  }
}
