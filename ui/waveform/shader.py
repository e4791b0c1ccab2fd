"""The shader that draws columns: exact vertical coverage of each pixel, so edges are smooth."""

VERTEX = """
$HEADER$
attribute vec4 vSpan;
varying vec4 span;
varying float row;
void main(void) {
    span = vSpan;
    row = vPosition.y;
    frag_color = color;
    tex_coord0 = vTexCoords0;
    gl_Position = projection_mat * modelview_mat * vec4(vPosition.xy, 0.0, 1.0);
}
"""
"""`vSpan` is bottom, top, body bottom, body top of a column, in window pixels, y up."""

FRAGMENT = """
$HEADER$
varying vec4 span;
varying float row;
uniform vec4 peaks;
uniform vec4 core;
float covered(float low, float high) {
    float floor_ = row - 0.5;
    return clamp(high - floor_, 0.0, 1.0) - clamp(low - floor_, 0.0, 1.0);
}
void main(void) {
    float outer = covered(span.x, span.y);
    float inner = min(outer, max(0.0, covered(span.z, span.w)));
    float part = outer > 0.0 ? inner / outer : 0.0;
    gl_FragColor = vec4(mix(peaks.rgb, core.rgb, part), outer * mix(peaks.a, core.a, part));
}
"""
"""`row` is the centre of the pixel, interpolated from the quad's own corners."""
