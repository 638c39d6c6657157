extension Cells {
  /// Packs values as narrow as they are.
  ///
  /// - Parameters:
  ///   - values: the values in row order.
  ///   - missing: the one that stands for a missing value; it does not widen the others.
  /// - Complexity: two passes over the values.
  package init(packing values: [Element], missing: Element) {
    let coding = Cells.coding(of: values.span, missing: missing.cell)
    let count = values.count
    let store = unsafe ByteStore(count: count * coding.width) { memory in
      unsafe Cells.write(values.span, as: coding, to: memory)
    }
    self.init(ByteRange(store), count: count, coding: coding)
  }

  /// The narrowest way to write some values.
  private static func coding(of values: Span<Element>, missing: Int64) -> CellCoding {
    var (low, high) = (Int64.max, Int64.min)
    var (missingCount, isEven) = (0, values.count > 1)
    let first = values.isEmpty ? missing : values[0].cell
    let (step, isTooSteep) =
      values.count > 1 ? values[1].cell.subtractingReportingOverflow(first) : (0, false)
    if isTooSteep { isEven = false }
    var expected = first
    for index in values.indices {
      let value = values[index].cell
      isEven = isEven && value == expected
      expected &+= step
      if value == missing {
        missingCount += 1
      } else {
        low = Swift.min(low, value)
        high = Swift.max(high, value)
      }
    }
    if missingCount == values.count { return CellCoding(width: 0, base: missing, missing: missing) }
    if values.count == 1 || isEven && (missingCount == 0 || step == 0) {
      return CellCoding(width: 0, base: first, step: values.count == 1 ? 0 : step, missing: missing)
    }
    let (span, overflow) = high.subtractingReportingOverflow(low)
    // All ones are kept for missing values, whether there are any or not.
    let narrow = overflow ? nil : [1, 2, 3, 4].first { span < (1 << Int64(8 * $0)) - 1 }
    let width = narrow ?? 8
    return CellCoding(width: width, base: width == 8 ? 0 : low, missing: missing)
  }

  private static func write(
    _ values: Span<Element>, as coding: CellCoding, to memory: UnsafeMutableRawBufferPointer
  ) {
    guard let start = memory.baseAddress, coding.width > 0 else { return }
    let (base, missing, missingCode) = (coding.base, coding.missing, coding.missingCode)
    @inline(__always)
    func code(_ index: Int) -> UInt64 {
      let value = values[index].cell
      return value == missing ? missingCode : UInt64(bitPattern: value &- base)
    }
    switch coding.width {
    case 1:
      for index in values.indices {
        unsafe start.storeBytes(
          of: UInt8(truncatingIfNeeded: code(index)), toByteOffset: index, as: UInt8.self)
      }
    case 2:
      for index in values.indices {
        unsafe start.storeBytes(
          of: UInt16(truncatingIfNeeded: code(index)), toByteOffset: 2 * index, as: UInt16.self)
      }
    case 3:
      for index in values.indices {
        let code = code(index)
        unsafe start.storeBytes(
          of: UInt16(truncatingIfNeeded: code), toByteOffset: 3 * index, as: UInt16.self)
        unsafe start.storeBytes(
          of: UInt8(truncatingIfNeeded: code >> 16), toByteOffset: 3 * index + 2, as: UInt8.self)
      }
    case 4:
      for index in values.indices {
        unsafe start.storeBytes(
          of: UInt32(truncatingIfNeeded: code(index)), toByteOffset: 4 * index, as: UInt32.self)
      }
    default:
      for index in values.indices {
        unsafe start.storeBytes(of: values[index].cell, toByteOffset: 8 * index, as: Int64.self)
      }
    }
  }
}
