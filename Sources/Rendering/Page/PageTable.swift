import Columns

/// A table of a page: rows below headings, or one record field by field.
struct PageTable {
  private let columns: [PageColumn]
  /// Whether it tells one record field by field.
  let isRecord: Bool

  /// One record with more fields than this is told field by field.
  private static let mostFieldsInARow = 8

  init(_ table: ResultTable, style: RenderingStyle, isRecord: Bool? = nil) {
    columns = table.columns.map { PageColumn($0, of: table, style: style) }
    self.isRecord = isRecord ?? (table.rowCount == 1 && columns.count > Self.mostFieldsInARow)
  }

  /// Columns of a terminal that it would need.
  var width: Int {
    isRecord ? 0 : columns.reduce(0) { $0 + $1.width + ColumnLayout.gap }
  }

  func begin(into output: inout [UInt8]) {
    if isRecord {
      output += "<table class=\"record\">\n<tbody>\n".utf8
      return
    }
    output += "<table>\n<thead>\n<tr>".utf8
    for column in columns {
      output += "<th\(column.mark)>".utf8
      HTMLText.append(escaping: column.heading, to: &output)
      output += "</th>".utf8
    }
    output += "</tr>\n</thead>\n<tbody>\n".utf8
  }

  func append(rows: Range<Int>, into output: inout [UInt8]) {
    for row in rows {
      if isRecord {
        for column in columns {
          output += "<tr><th>".utf8
          HTMLText.append(escaping: column.heading, to: &output)
          output += "</th>".utf8
          column.append(row: row, isAligned: false, to: &output)
          output += "</tr>\n".utf8
        }
        continue
      }
      output += "<tr>".utf8
      for column in columns { column.append(row: row, isAligned: true, to: &output) }
      output += "</tr>\n".utf8
    }
  }

  func end(into output: inout [UInt8]) {
    output += "</tbody>\n".utf8
    if !isRecord { PageTotals(columns).append(to: &output) }
    output += "</table>\n".utf8
  }
}
