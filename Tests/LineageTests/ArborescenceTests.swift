import Testing

@testable import Lineage

@Suite("The cheapest arborescence")
struct ArborescenceTests {
  private func edges(_ list: [(Int, Int, Double)]) -> [Arborescence.Edge] {
    list.map { Arborescence.Edge(from: $0.0, to: $0.1, cost: $0.2) }
  }

  @Test("a circle of cheap steps is opened where that costs least")
  func circle() {
    let edges = edges([(3, 0, 10), (3, 1, 9), (3, 2, 9), (0, 1, 1), (1, 2, 1), (2, 0, 1)])
    let taken = Arborescence.cheapest(nodeCount: 4, root: 3, edges)
    // Through 1 or 2: nine and two steps of one each.
    #expect(taken.reduce(0) { $0 + edges[$1].cost } == 11)
    #expect(Set(taken.map { edges[$0].to }) == [0, 1, 2])
  }

  @Test("it is as cheap as the best of all choices")
  func exhaustive() {
    var state: UInt64 = 7
    func random(_ limit: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % limit
    }
    for _ in 0..<60 {
      let edges = edges(
        (0..<4).flatMap { to in
          (0..<5).filter { $0 != to }.map { ($0, to, Double(random(20))) }
        })
      let taken = Arborescence.cheapest(nodeCount: 5, root: 4, edges)
      var best = Double.infinity
      for choice in 0..<256 {
        let parents = (0..<4).map { node in
          [0, 1, 2, 3, 4].filter { $0 != node }[choice >> (2 * node) & 3]
        }
        let reaches = (0..<4).allSatisfy { node in
          var at = node
          for _ in 0..<4 where at != 4 { at = parents[at] }
          return at == 4
        }
        guard reaches else { continue }
        let sum = (0..<4).reduce(0.0) { sum, node in
          sum + (edges.first { $0.to == node && $0.from == parents[node] }?.cost ?? .infinity)
        }
        best = min(best, sum)
      }
      #expect(taken.reduce(0) { $0 + edges[$1].cost } == best)
    }
  }
}
