//! What machines read: the sitemap, where the site's address is known.

use super::frame::full_address;
use crate::output::Output;
use crate::path::OutputPath;
use crate::site::Site;

/// Returns the sitemap (sitemaps.org, protocol 0.9) of the pages in `output`; nothing where no address is given.
///
/// It holds no dates: the only honest ones are those of policies, and those are on the pages.
pub(super) fn sitemap(site: &Site, output: &Output) -> Option<(OutputPath, Vec<u8>)> {
    let address = site.config.address.as_ref()?;
    let pages = output
        .files
        .keys()
        .filter(|path| path.as_str().ends_with(".html") && **path != OutputPath::not_found());
    let lines = pages.map(|path| format!("  <url><loc>{}</loc></url>\n", escaped(&full_address(address, path))));
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</urlset>\n",
        lines.collect::<String>()
    );
    Some((OutputPath::new("sitemap.xml").ok()?, xml.into_bytes()))
}

/// Returns words as they may stand between tags.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
