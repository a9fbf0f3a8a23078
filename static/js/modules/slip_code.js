// <form data-module="slip_code">: a slip's QR brings its code behind #; it goes into the field, and out of the address and the history.
export default function slipCode(form) {
  const take = () => {
    const code = decodeURIComponent(location.hash.slice(1));
    if (!/^[0-9A-Za-z-]{8,9}$/.test(code)) return;
    form.elements.code.value = code;
    history.replaceState(history.state, "", location.pathname);
    form.elements.born.focus();
  };
  take();
  addEventListener("hashchange", take);
}
