import Columns
import Model
import Testing

/// Figures are numbers of 128 bits to who asks, and kept in 64 while all of them fit.
@Suite("Figures of vectors")
struct FiguresTests {
  /// At and around all limits, and the missing one.
  private static let edges: [Int128] = [
    Missing.coefficient, 0, 1, -1, 2, -2, 3, 10, 99, 1 << 31, 1 << 32, -(1 << 32), 3_037_000_499,
    3_037_000_500, -3_037_000_500, 1 << 62, -(1 << 62), (1 << 63) - 1, 1 << 63, -(1 << 63),
    -(1 << 63) + 1, -(1 << 63) - 1, 1 << 64, Int128(10_000_000_000) * 10_000_000_000,
  ]
  private static let small = edges.filter {
    $0 == Missing.coefficient || $0.magnitude < 1 << 63
  }

  @Test("what is put in comes back, and is narrow where all of it fits")
  func conversions() {
    for value in FiguresTests.edges {
      let isNarrow = FiguresTests.small.contains(value)
      #expect((Figures([value]).narrow != nil) == isNarrow, "\(value)")
      #expect(Array(Figures([1, value])) == [1, value])
      #expect(Figures([1, value]).wide == [1, value])
      #expect(Figures([1, value]).missing == [false, value == Missing.coefficient])
      var figures = Figures(narrow: [5, Missing.stored, 7])
      figures[1] = value
      #expect(Array(figures) == [5, value, 7])
      #expect((figures.narrow != nil) == isNarrow)
      figures.append(value)
      #expect(Array(figures) == [5, value, 7, value])
      #expect(Figures.joined([Figures(narrow: [4]), figures]).wide == [4, 5, value, 7, value])
      #expect(Array(Figures([value]).spread(to: [1], count: 3)) == [0, value, 0])
    }
    #expect(Figures([]).narrow == [])
    #expect(Figures(FiguresTests.edges).narrow == nil)
  }

  @Test("arithmetic in 64 bits is exact, or says that it is none")
  func arithmetic() {
    for a in FiguresTests.small {
      for b in FiguresTests.small {
        let (x, y) = (Figures([a]).narrow ?? [], Figures([b]).narrow ?? [])
        let isMissing = a == Missing.coefficient || b == Missing.coefficient
        func expect(_ found: [Int64]?, _ exact: @autoclosure () -> Int128, _ sign: String) {
          let exact = isMissing ? Missing.coefficient : exact()
          let wanted = FiguresTests.fits(exact) ? Figures([exact]).narrow : nil
          #expect(found == wanted, "\(a) \(sign) \(b)")
        }
        expect(NarrowArithmetic.sum(x, y), a + b, "+")
        expect(NarrowArithmetic.difference(x, y), a - b, "-")
        expect(NarrowArithmetic.product(x, y), a * b, "*")
        if isMissing || (b != 0 && b != -1) {
          expect(
            NarrowArithmetic.quotient(x, y), Decimal.quotient(a, b, rounding: .halfToEven), "/")
        } else {
          #expect(NarrowArithmetic.quotient(x, y) == nil)
        }
        #expect(Array(Figures([a]).less(Figures([b]))) == [isMissing ? Missing.coefficient : a - b])
      }
      for digits in [0, 1, 12, 18] {
        let exact = a == Missing.coefficient ? a : a * Decimal.powersOfTen[digits]
        #expect(Array(Figures([a]).scaled(up: digits)) == [exact])
        let found = NarrowArithmetic.scaled(Figures([a]).narrow ?? [], up: digits)
        #expect(found == (FiguresTests.fits(exact) ? Figures([exact]).narrow : nil))
      }
    }
    #expect(NarrowArithmetic.scaled([1], up: 19) == nil)
    #expect(NarrowArithmetic.sum([], []) == [])
  }

  @Test("one row that does not fit makes all of them wide, wherever it stands")
  func oneRow() {
    for place in 0..<67 {
      var values = [Int64](repeating: 3, count: 67)
      values[place] = .max
      #expect(NarrowArithmetic.sum(values, [Int64](repeating: 1, count: 67)) == nil)
      let sums = Figures(narrow: values).less(Figures(narrow: [Int64](repeating: -1, count: 67)))
      #expect(sums[place] == 1 << 63 && sums[(place + 1) % 67] == 4)
    }
  }

  private static func fits(_ value: Int128) -> Bool {
    value == Missing.coefficient || value.magnitude < 1 << 63
  }

  @Test("values are taken at positions, one by one and by stretches")
  func positions() {
    let values = (0..<2_000).map { Int64($0) * 7 - 3 }
    let vector = Vector.number(NumberVector(Figures(narrow: values), scale: 2))
    let cells = Cells(packing: values, missing: Missing.stored)
    let asked: [[Int32]] = [
      [], [5], Array(0..<2_000), Array(100..<300), Array((0..<2_000).reversed()),
      Array(0..<500) + Array(700..<1_900), Array(0..<40) + [3] + Array(1_000..<1_100),
      (0..<2_000).filter { $0 % 100 != 17 }, (0..<2_000).filter { $0 % 3 == 0 },
      Array(1_990..<2_000) + Array(0..<200),
    ]
    for positions in asked {
      let wanted = positions.map { values[Int($0)] }
      guard case .number(let taken) = vector.taking(positions) else { continue }
      #expect(taken.coefficients.narrow == wanted)
      #expect(cells.values(at: positions, missing: 0) == wanted)
      let gaps = positions.enumerated().map { $0.offset % 9 == 4 ? Missing.row : $0.element }
      #expect(
        cells.values(at: gaps, missing: 11) == gaps.map { $0 < 0 ? 11 : values[Int($0)] })
      #expect(cells.values(at: [Missing.row] + positions, missing: 11) == [11] + wanted)
    }
  }

  @Test("loops are those that one would write row by row")
  func loops() {
    for count in [0, 1, 7, 8, 9, 64, 130] {
      for step in [1, 3, 29, 1_000] {
        let answers = (0..<count).map { $0 % step == step / 2 }
        #expect(
          RowLoops.positions(where: answers) == (0..<Int32(count)).filter { answers[Int($0)] })
      }
      let numbers = (0..<count).map { Int32($0) * 3 }
      #expect(RowLoops.areEqual(numbers, numbers.map { $0 }))
      #expect(!RowLoops.areEqual(numbers, numbers + [0]))
      #expect(RowLoops.areAll(numbers.map { _ in UInt16(5) }, 5))
      guard let last = numbers.indices.last else { continue }
      var other = numbers
      other[last] ^= 1 << 17
      #expect(!RowLoops.areEqual(numbers, other) && !RowLoops.areAll(other, other[0] &+ 1))
    }
    #expect(RowLoops.counting(3..<7) == [3, 4, 5, 6])
    let lengths: [Int32] = [0, 1, 7, 8, 9, -2, 0, 40, 3, 8, 0]
    let starts = lengths.indices.map { Int32($0) * 100 }
    let stops = zip(starts, lengths).map { $0 + $1 }
    let found = RowLoops.stretches(starts, stops)
    let wanted = lengths.indices.flatMap { place in
      (0..<max(0, lengths[place])).map { (number: starts[place] + $0, place: Int32(place)) }
    }
    #expect(found.numbers == wanted.map(\.number) && found.places == wanted.map(\.place))
    #expect(RowLoops.stretches([], []).numbers.isEmpty)
  }
}
