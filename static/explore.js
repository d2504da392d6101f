// The page that tries the API: Swagger UI on our own description. It runs under the policy of every page, plus the
// pictures that its style sheet carries in itself.
const frame = document.getElementById("explorer");

// Its own layout brings a second “main” and the title and server that the page has already.
const parts = ({ React }) => ({
  components: {
    Addresses({ getComponent, specSelectors }) {
      const part = (name, ...rest) => React.createElement(getComponent(name, ...rest));
      const found = specSelectors.loadingStatus() === "success" ? part("operations", true) : "Loading the description …";
      const all = [part("SvgAssets"), part("errors", true), part("FilterContainer", true), found];
      return React.createElement("div", { className: "swagger-ui" }, ...all);
    },
  },
});

// What Swagger UI leaves out for those who do not see the page: a name for each choice, a way into what scrolls, and
// headings that follow ours.
const MISSING = {
  "h3": { "aria-level": "2" },
  "h4, h5": { "aria-level": "3" },
  "pre, .highlight-code": { tabindex: "0" },
  "select": { "aria-label": "Value" },
  "input:not([id]), textarea": { "aria-label": "Value" },
};

function complete() {
  for (const [selector, attributes] of Object.entries(MISSING)) {
    for (const element of frame.querySelectorAll(selector)) {
      const name = element.closest("tr[data-param-name]")?.dataset.paramName;
      for (const [attribute, value] of Object.entries(attributes)) {
        const wanted = attribute === "aria-label" && name ? name : value;
        if (element.getAttribute(attribute) !== wanted) element.setAttribute(attribute, wanted);
      }
    }
  }
}

new MutationObserver(complete).observe(frame, { childList: true, subtree: true });
SwaggerUIBundle({
  domNode: frame,
  url: frame.dataset.description,
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [parts],
  layout: "Addresses",
  docExpansion: "none",
  defaultModelsExpandDepth: -1,
  supportedSubmitMethods: ["get"],
  tryItOutEnabled: true,
  filter: true,
  validatorUrl: null,
  // Its colours on black are too faint.
  syntaxHighlight: false,
});
