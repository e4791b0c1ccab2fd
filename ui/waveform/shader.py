"""Shaders that compute the coverage of each pixel, for antialiased edges."""

COLUMN_VERTEX = """
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

COLUMN_FRAGMENT = """
$HEADER$
varying vec4 span;
varying float row;
uniform vec4 peaks;
uniform vec4 core;
float covered(float low, float high) {
    float edge = row - 0.5;
    return clamp(high - edge, 0.0, 1.0) - clamp(low - edge, 0.0, 1.0);
}
void main(void) {
    float outer = covered(span.x, span.y);
    float inner = min(outer, max(0.0, covered(span.z, span.w)));
    vec2 share = vec2((outer - inner) * peaks.a, inner * core.a);
    float opacity = share.x + share.y;
    vec3 shade = (share.x * peaks.rgb + share.y * core.rgb) / max(opacity, 0.0001);
    gl_FragColor = vec4(shade, opacity);
}
"""
"""`row` is the centre of the pixel, interpolated from the quad's corners."""

COLOURED_VERTEX = """
$HEADER$
attribute vec4 vSpan;
attribute vec3 vShare;
varying vec4 span;
varying vec3 share;
varying float row;
void main(void) {
    span = vSpan;
    share = vShare;
    row = vPosition.y;
    frag_color = color;
    tex_coord0 = vTexCoords0;
    gl_Position = projection_mat * modelview_mat * vec4(vPosition.xy, 0.0, 1.0);
}
"""
"""As `COLUMN_VERTEX`; `vShare` is the share of the low, mid and high band in the colour."""

COLOURED_FRAGMENT = """
$HEADER$
varying vec4 span;
varying vec3 share;
varying float row;
uniform vec4 peaks;
uniform vec4 core;
uniform vec3 low;
uniform vec3 mid;
uniform vec3 high;
float covered(float low, float high) {
    float edge = row - 0.5;
    return clamp(high - edge, 0.0, 1.0) - clamp(low - edge, 0.0, 1.0);
}
void main(void) {
    float outer = covered(span.x, span.y);
    float inner = min(outer, max(0.0, covered(span.z, span.w)));
    float opacity = (outer - inner) * peaks.a + inner * core.a;
    float rest = 1.0 - share.x - share.y - share.z;
    gl_FragColor = vec4(share.x * low + share.y * mid + share.z * high + rest * core.rgb, opacity);
}
"""
"""A column without a share of any band has the colour of the body."""

DISC_VERTEX = """
$HEADER$
attribute vec2 vCentre;
varying vec2 away;
void main(void) {
    away = vPosition.xy - vCentre;
    frag_color = color;
    tex_coord0 = vTexCoords0;
    gl_Position = projection_mat * modelview_mat * vec4(vPosition.xy, 0.0, 1.0);
}
"""

DISC_FRAGMENT = """
$HEADER$
varying vec2 away;
uniform float radius;
uniform vec4 core;
void main(void) {
    gl_FragColor = vec4(core.rgb, core.a * clamp(radius + 0.5 - length(away), 0.0, 1.0));
}
"""
