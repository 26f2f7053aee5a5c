internal import CPango
internal import Synchronization

/// Sets lines of text in any script that the installed fonts have: Latin, Arabic with its joined
/// letters, digits of either.
///
/// Shaping is HarfBuzz's and the order of mixed scripts FriBidi's, both through pango. One line at
/// a time: calls from several tasks wait for each other.
public final class Scribe: Sendable {
    /// Used under the lock only.
    private let press = Mutex(Press())

    /// Opens the fonts of this machine.
    public init() {}

    /// The families that are installed, by name.
    public var families: Set<String> { press.withLock { $0.families() } }

    /// Draws a line of text, the letters `size` points high from ascender to descender.
    ///
    /// The mask is cut to the ink from side to side, and has the line's height. Returns `nil` when the
    /// text leaves no ink.
    public func line(_ text: String, in typeface: Typeface, size: Double) -> InkMask? {
        press.withLock { $0.line(text, typeface, size) }
    }
}

/// A font map and a context of pango, freed with this value.
private struct Press: ~Copyable, @unchecked Sendable {
    // Sent between threads under the lock of Scribe only.
    private let map: OpaquePointer?
    private let context: OpaquePointer?

    init() {
        map = pango_cairo_font_map_new()
        context = pango_font_map_create_context(map)
        radiant_plain_outlines(context)
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(UnsafeMutableRawPointer(map))
    }

    func families() -> Set<String> {
        var list: UnsafeMutablePointer<OpaquePointer?>?
        var count: Int32 = 0
        pango_font_map_list_families(map, &list, &count)
        defer { g_free(list) }
        var names: Set<String> = []
        for index in 0..<Int(count) {
            guard let family = list?[index], let name = pango_font_family_get_name(family)
            else { continue }
            names.insert(String(cString: name))
        }
        return names
    }

    func line(_ text: String, _ typeface: Typeface, _ size: Double) -> InkMask? {
        guard let layout = pango_layout_new(context) else { return nil }
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        let description = pango_font_description_new()
        defer { pango_font_description_free(description) }
        pango_font_description_set_family(description, typeface.families.joined(separator: ","))
        pango_font_description_set_weight(
            description,
            typeface.isBold ? Int32(RADIANT_WEIGHT_BOLD) : Int32(RADIANT_WEIGHT_NORMAL)
        )
        pango_font_description_set_style(
            description,
            typeface.isItalic ? Int32(RADIANT_STYLE_ITALIC) : Int32(RADIANT_STYLE_NORMAL)
        )
        // An em is about five sixths of a line's height.
        pango_font_description_set_absolute_size(
            description,
            size / 1.2 * Double(RADIANT_PANGO_SCALE)
        )
        pango_layout_set_font_description(layout, description)
        pango_layout_set_single_paragraph_mode(layout, 1)
        pango_layout_set_text(layout, text, Int32(text.utf8.count))
        var ink = PangoRectangle()
        var logical = PangoRectangle()
        pango_layout_get_pixel_extents(layout, &ink, &logical)
        guard ink.width > 0, ink.height > 0 else { return nil }
        let top = min(ink.y, logical.y)
        let bottom = max(ink.y + ink.height, logical.y + logical.height)
        return drawn(
            layout,
            left: Int(ink.x) - 1,
            top: Int(top) - 1,
            width: Int(ink.width) + 2,
            height: Int(bottom - top) + 2
        )
    }

    private func drawn(
        _ layout: OpaquePointer,
        left: Int,
        top: Int,
        width: Int,
        height: Int
    ) -> InkMask? {
        let surface = cairo_image_surface_create(
            Int32(RADIANT_FORMAT_A8),
            Int32(width),
            Int32(height)
        )
        defer { cairo_surface_destroy(surface) }
        let cairo = cairo_create(surface)
        cairo_move_to(cairo, Double(-left), Double(-top))
        pango_cairo_show_layout(cairo, layout)
        cairo_destroy(cairo)
        cairo_surface_flush(surface)
        guard let data = cairo_image_surface_get_data(surface) else { return nil }
        let stride = Int(cairo_image_surface_get_stride(surface))
        var coverage: [UInt8] = []
        coverage.reserveCapacity(width * height)
        for row in 0..<height {
            coverage.append(
                contentsOf: UnsafeBufferPointer(start: data + row * stride, count: width)
            )
        }
        let baseline = Double(pango_layout_get_baseline(layout)) / Double(RADIANT_PANGO_SCALE)
        return InkMask(
            width: width,
            height: height,
            coverage: coverage,
            baseline: baseline - Double(top)
        )
    }
}
