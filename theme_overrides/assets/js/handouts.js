// Narrows the list of handouts by programme and audience. Without it the whole list is there.
const form = document.querySelector('[data-filter]')
if (form) {
  const handouts = [...document.querySelectorAll('.handout')]
  const narrow = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value)
    for (const each of handouts) {
      each.hidden = !wanted.every(([name, value]) => each.dataset[name].split(' ').includes(value))
    }
    form.querySelector('[data-empty]').hidden = handouts.some((each) => !each.hidden)
  }
  form.addEventListener('change', narrow)
  form.hidden = false
  narrow()
}
